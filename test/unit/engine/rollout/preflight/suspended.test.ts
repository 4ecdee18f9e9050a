import { describe, expect, it } from '@jest/globals';
import { suspendedProblem } from '../../../../../engine/rollout/preflight/suspended.ts';

const cronJob = (suspend?: boolean, name = 'nightly') => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name },
  spec: suspend === undefined ? {} : { suspend },
});

describe('a CronJob that somebody has suspended', () => {
  it('is not begun again without a word', () => {
    expect(suspendedProblem(cronJob(true), [cronJob(false)])).toEqual([
      'CronJob "nightly" is suspended, so none of its runs would begin. Resume it with "kubectl patch cronjob nightly --patch \'{"spec":{"suspend":false}}\'", then roll out again.',
    ]);
    expect(suspendedProblem(cronJob(true), [cronJob()])).toHaveLength(1);
    expect(suspendedProblem(cronJob(true), [])).toHaveLength(1);
  });

  it('stays as it is where the release says so itself, whatever it says of others', () => {
    expect(suspendedProblem(cronJob(true), [cronJob(false, 'other'), cronJob(true)])).toEqual([]);
    expect(suspendedProblem(cronJob(true), [cronJob(true, 'other'), cronJob(false)])).toHaveLength(1);
  });

  it.each([
    ['one that runs', cronJob(false)],
    ['one that says nothing', cronJob()],
    ['what is no CronJob', { ...cronJob(true), kind: 'Job' }],
  ])('is not %s', (_, object) => {
    expect(suspendedProblem(object, [cronJob(false)])).toEqual([]);
  });
});
