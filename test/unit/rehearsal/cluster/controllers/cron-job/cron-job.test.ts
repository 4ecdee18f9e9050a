import { describe, expect, it } from '@jest/globals';
import { NAMESPACE, object } from '../embedded-cluster.ts';
import { cronJobCluster } from './cron-jobs.ts';

const FIRST = Date.UTC(2026, 0, 1, 0, 1) / 60_000;

describe('a CronJob', () => {
  it('starts a Job of its own at each time, named by the minute', () => {
    const { minutes, jobs, cronJob, told } = cronJobCluster({});
    minutes(1);
    expect(jobs.list()).toEqual([]);
    minutes(0.5);
    const [job] = jobs.list();
    const { uid } = cronJob().metadata;
    expect(job?.metadata).toMatchObject({
      name: `nightly-${FIRST}`,
      labels: { app: 'nightly' },
      annotations: { team: 'a', 'batch.kubernetes.io/cronjob-scheduled-timestamp': '2026-01-01T00:01:00Z' },
      ownerReferences: [
        { apiVersion: 'batch/v1', kind: 'CronJob', name: 'nightly', uid, controller: true, blockOwnerDeletion: true },
      ],
    });
    expect(job?.spec).toMatchObject({ backoffLimit: 0, selector: { matchLabels: expect.anything() } });
    expect(cronJob().status).toEqual({
      lastScheduleTime: '2026-01-01T00:01:00Z',
      lastSuccessfulTime: job?.status?.completionTime,
    });
    expect(told()).toEqual([
      `Normal SuccessfulCreate: Created job nightly-${FIRST}`,
      `Normal SawCompletedJob: Saw completed job: nightly-${FIRST}, condition: Complete`,
    ]);
  });

  it('names the Jobs that run, and no longer when they are gone', () => {
    const { minutes, jobs, cronJob, told } = cronJobCluster({ schedule: '1 0 * * *' }, 'long');
    minutes(1.5);
    const [job] = jobs.list();
    expect(cronJob().status?.active).toEqual([
      expect.objectContaining({
        apiVersion: 'batch/v1',
        kind: 'Job',
        name: job?.metadata.name,
        uid: job?.metadata.uid,
      }),
    ]);
    jobs.delete(NAMESPACE, job?.metadata.name ?? '', { propagationPolicy: 'Background' });
    minutes(0.5);
    expect(cronJob().status).toEqual({ lastScheduleTime: '2026-01-01T00:01:00Z' });
    expect(told()).toContain(`Normal MissingJob: Active job went missing: nightly-${FIRST}`);
  });

  it.each([
    ['Allow', ['1 active', '2 active', '3 active']],
    ['Forbid', ['1 active']],
    ['Replace', ['3 active']],
  ] as const)('that meets a Job that still runs does as its policy says: %s', (concurrencyPolicy, expected) => {
    const { minutes, runs } = cronJobCluster({ concurrencyPolicy }, 'long');
    minutes(3.2);
    expect(runs()).toEqual(expected);
  });

  it('that may not run twice starts the time that it has missed when the Job ends', () => {
    const { minutes, runs, told } = cronJobCluster({ concurrencyPolicy: 'Forbid' }, 'long');
    minutes(3.9);
    expect(runs()).toEqual(['1 Complete', '3 active']);
    expect(told().filter((line) => line.includes('JobAlreadyActive'))).toHaveLength(1);
  });

  it('keeps three Jobs that succeeded and one that failed, unless it says otherwise', () => {
    const kept = (spec: object, image: 'short' | 'bad') => {
      const { minutes, runs } = cronJobCluster(spec, image);
      minutes(6.5);
      return runs();
    };
    expect(kept({}, 'short')).toEqual(['4 Complete', '5 Complete', '6 Complete']);
    expect(kept({}, 'bad')).toEqual(['6 Failed']);
    expect(kept({ successfulJobsHistoryLimit: 1 }, 'short')).toEqual(['6 Complete']);
    expect(kept({ successfulJobsHistoryLimit: 0 }, 'short')).toEqual([]);
    expect(kept({ failedJobsHistoryLimit: 2 }, 'bad')).toEqual(['5 Failed', '6 Failed']);
  });

  it('that is suspended starts nothing, and makes up for the last time alone when it goes on', () => {
    const { minutes, runs, change } = cronJobCluster({ suspend: true });
    minutes(4.5);
    expect(runs()).toEqual([]);
    change({ suspend: false });
    minutes(0.2);
    expect(runs()).toEqual(['4 Complete']);
  });

  it('does not make up for what is older than its deadline', () => {
    const { minutes, runs, change } = cronJobCluster({ suspend: true, startingDeadlineSeconds: 20 });
    minutes(4.5);
    change({ suspend: false });
    minutes(0.2);
    expect(runs()).toEqual([]);
    minutes(0.5);
    expect(runs()).toEqual(['5 Complete']);
  });

  it('goes by the clocks of its time zone', () => {
    const { minutes, runs, jobs } = cronJobCluster({ schedule: '30 5 * * *', timeZone: 'Asia/Kolkata' });
    minutes(24 * 60 - 1);
    expect(runs()).toEqual([]);
    minutes(2);
    expect(runs()).toEqual(['1440 Complete']);
    expect(jobs.list()[0]?.metadata.annotations).toMatchObject({
      'batch.kubernetes.io/cronjob-scheduled-timestamp': '2026-01-02T05:30:00+05:30',
    });
  });

  it('with a new schedule waits for its first time', () => {
    const { minutes, runs, change } = cronJobCluster({ schedule: '0 12 * * *' });
    minutes(10.5);
    change({ schedule: '*/5 * * * *' });
    minutes(4);
    expect(runs()).toEqual([]);
    minutes(1);
    expect(runs()).toEqual(['15 Complete']);
  });

  it('whose day never comes says so', () => {
    const { minutes, runs, told } = cronJobCluster({ schedule: '0 0 31 2 *' });
    minutes(2);
    expect(runs()).toEqual([]);
    expect(told()).toEqual([expect.stringMatching(/^Warning InvalidSchedule: invalid schedule: 0 0 31 2 \* : /)]);
  });

  it('that waits for months waits quietly', () => {
    const { minutes, runs, told, clock } = cronJobCluster({ schedule: '0 0 1 7 *' });
    const waits: number[] = [];
    const { after } = clock;
    clock.after = (milliseconds, callback) => {
      waits.push(milliseconds);
      return after(milliseconds, callback);
    };
    minutes(181 * 24 * 60 + 2);
    expect(runs()).toHaveLength(1);
    expect(told()).toHaveLength(2);
    // A timer of Node that is set for more than 24.8 days rings at once.
    expect(Math.max(...waits)).toBe(86_400_000);
  });

  it('takes its Jobs along when it goes', () => {
    const { minutes, runs, store } = cronJobCluster({}, 'long');
    minutes(1.5);
    expect(runs()).toEqual(['1 active']);
    store.delete({ group: 'batch', resource: 'cronjobs' }, NAMESPACE, 'nightly', { propagationPolicy: 'Background' });
    minutes(3);
    expect(runs()).toEqual([]);
  });

  it('that is on its way out starts nothing more', () => {
    const { minutes, runs, cronJob, store } = cronJobCluster({});
    const key = { group: 'batch', resource: 'cronjobs' };
    const { metadata, ...rest } = cronJob();
    store.update(key, {
      ...object('batch/v1', 'CronJob', metadata, rest),
      metadata: { ...metadata, finalizers: ['example.com/hold'] },
    });
    store.delete(key, NAMESPACE, 'nightly');
    minutes(3);
    expect(runs()).toEqual([]);
    expect(cronJob().metadata.deletionTimestamp).toBeDefined();
  });

  it('tells of Jobs in its name that somebody else made, and counts them when they end', () => {
    const { minutes, jobs, cronJob, told } = cronJobCluster({ schedule: '0 12 * * *' });
    minutes(1);
    const { uid = '' } = cronJob().metadata;
    const owner = { apiVersion: 'batch/v1', kind: 'CronJob', name: 'nightly', uid, controller: true };
    const { spec } = cronJob().spec.jobTemplate;
    jobs.create({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'by-hand', namespace: NAMESPACE, ownerReferences: [owner] },
      spec: spec ?? { template: {} },
    });
    minutes(1);
    expect(told()).toContain('Warning UnexpectedJob: Saw a job that the controller did not create or forgot: by-hand');
    expect(cronJob().status).toEqual({ lastSuccessfulTime: expect.stringMatching(/^2026-01-01T00:01/) });
  });
});
