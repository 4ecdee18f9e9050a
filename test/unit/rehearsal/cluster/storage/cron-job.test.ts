import { describe, expect, it } from '@jest/globals';
import { newStore, refusal } from './manifests.ts';

const CRON_JOBS = { group: 'batch', resource: 'cronjobs' };
const template = { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'main:1' }] } };
const cronJob = (spec: object = {}, name = 'nightly', job: object = {}) => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name, namespace: 'default' },
  spec: { schedule: '0 0 * * *', jobTemplate: { spec: { template, ...job } }, ...spec },
});
const problems = (...given: Parameters<typeof cronJob>) =>
  refusal(() => newStore().create(CRON_JOBS, cronJob(...given))).message.replace(/^.* is invalid: /, '');

describe('a CronJob', () => {
  it('is filled in as the API server fills it in', () => {
    expect(newStore().create(CRON_JOBS, cronJob())).toMatchObject({
      metadata: { generation: 1 },
      spec: { concurrencyPolicy: 'Allow', suspend: false, successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1 },
    });
  });

  it.each<[string, object, string]>([
    ['no schedule', { schedule: '' }, 'spec.schedule: Required value'],
    [
      'four fields',
      { schedule: '* * * *' },
      'spec.schedule: Invalid value: "* * * *": expected exactly 5 fields, found 4: [* * * *]',
    ],
    [
      'a zone in its schedule',
      { schedule: 'TZ=UTC 0 0 * * *' },
      'spec.schedule: Invalid value: "TZ=UTC 0 0 * * *": cannot use TZ or CRON_TZ in schedule, use timeZone field instead',
    ],
    [
      'a zone that nobody knows',
      { timeZone: 'Mars/Olympus' },
      'spec.timeZone: Invalid value: "Mars/Olympus": unknown time zone Mars/Olympus',
    ],
    [
      'a zone outside of its folder',
      { timeZone: '../UTC' },
      'spec.timeZone: Invalid value: "../UTC": unknown time zone ../UTC',
    ],
    [
      'the zone of the machine',
      { timeZone: 'Local' },
      'spec.timeZone: Invalid value: "Local": timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones',
    ],
    ['an empty zone', { timeZone: '' }, 'spec.timeZone: Invalid value: "": timeZone must be nil or non-empty string'],
    [
      'another policy',
      { concurrencyPolicy: 'Queue' },
      'spec.concurrencyPolicy: Unsupported value: "Queue": supported values: "Allow", "Forbid", "Replace"',
    ],
    [
      'a deadline before its time',
      { startingDeadlineSeconds: -1 },
      'spec.startingDeadlineSeconds: Invalid value: -1: must be greater than or equal to 0',
    ],
    [
      'less than nothing to keep',
      { failedJobsHistoryLimit: -1 },
      'spec.failedJobsHistoryLimit: Invalid value: -1: must be greater than or equal to 0',
    ],
  ])('with %s is refused', (_, spec, says) => {
    expect(problems(spec)).toBe(says);
  });

  it('whose Job cannot be is refused', () => {
    expect(problems({}, 'nightly', { backoffLimit: -1 })).toContain(
      'spec.jobTemplate.spec.backoffLimit: Invalid value',
    );
    expect(problems({}, 'nightly', { selector: { matchLabels: { a: 'b' } } })).toContain(
      'spec.jobTemplate.spec.selector: Invalid value: {"matchLabels":{"a":"b"}}: `selector` will be auto-generated',
    );
    expect(problems({}, 'nightly', { manualSelector: true })).toContain(
      'spec.jobTemplate.spec.manualSelector: Unsupported value: true: supported values: "nil", "false"',
    );
  });

  it('leaves room for the minute in the name of its Jobs', () => {
    expect(newStore().create(CRON_JOBS, cronJob({}, 'n'.repeat(52)))).toBeDefined();
    expect(problems({}, 'n'.repeat(53))).toBe(
      `metadata.name: Invalid value: "${'n'.repeat(53)}": must be no more than 52 characters`,
    );
  });
});
