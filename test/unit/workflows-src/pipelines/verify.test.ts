import { describe, expect, it } from '@jest/globals';
import { needsOfSteps } from '../../../../workflows-src/language/job.ts';
import { workflows } from '../../../../workflows-src/workflows.ts';
import { platform } from '../../../fixtures/platform.ts';
import { holds } from '../condition-evaluator.ts';

const all = workflows(platform).filter(({ path }) => /(deploy|promote)\.yml$/.test(path));
const jobOf = (path: string, id: string) => {
  const job = all.find((each) => each.path.endsWith(path))?.jobs.find(({ handle }) => handle.id === id);
  if (job?.kind !== 'steps') throw new Error('There is no such job.');
  return job;
};

describe.each(['deploy.yml', 'promote.yml'])('the verification of a tier in %s', (path) => {
  const [checks, told] = [jobOf(path, 'staging-verify'), jobOf(path, 'staging-record')];

  it('has code of others in a job that may read the code, and nothing else (D2)', () => {
    expect(needsOfSteps(checks).map(({ scope, level }) => `${scope}: ${level}`)).toEqual(['contents: read']);
    expect(Object.keys(checks.outputs)).toEqual([]);
  });

  it('says so in a job that runs no code of others', () => {
    expect(told.steps.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'uses Check out the commit',
      'uses Log in to Google Cloud',
      'uses Log in to the registry',
      'uses Get access to the cluster',
      'uses Record the result',
    ]);
  });

  it.each(['success', 'failure', 'cancelled'])(
    'is told when its checks ended as %s, also of a run that was cancelled',
    (result) => {
      const state = { ref: '', needs: { 'staging-verify': { result } } };
      expect(holds(told.if?.code ?? '', { ...state, cancelled: true })).toBe(true);
    },
  );

  it('is not told when nothing was checked', () => {
    expect(holds(told.if?.code ?? '', { ref: '', needs: { 'staging-verify': { result: 'skipped' } } })).toBe(false);
  });
});
