import { describe, expect, it } from '@jest/globals';
import { settled, statusOf } from '../../../../../../rehearsal/cluster/controllers/cron-job/active.ts';
import { surplus } from '../../../../../../rehearsal/cluster/controllers/cron-job/history.ts';
import type { Job } from '../../../../../../rehearsal/cluster/controllers/resource.ts';

const job = (name: string, start: string | undefined, end?: 'Complete' | 'Failed', completionTime?: string): Job => ({
  metadata: { name, uid: `uid-${name}` },
  spec: { template: {} },
  status: {
    ...(start === undefined ? {} : { startTime: start }),
    ...(completionTime === undefined ? {} : { completionTime }),
    ...(end === undefined ? {} : { conditions: [{ type: end, status: 'True' }] }),
  },
});
const time = (minute: number) => `2026-01-01T00:0${minute}:00Z`;
const names = (jobs: readonly Job[]) => jobs.map(({ metadata }) => metadata.name);
const limits = (successfulJobsHistoryLimit?: number, failedJobsHistoryLimit?: number) => ({
  spec: {
    schedule: '',
    jobTemplate: {},
    ...(successfulJobsHistoryLimit === undefined ? {} : { successfulJobsHistoryLimit }),
    ...(failedJobsHistoryLimit === undefined ? {} : { failedJobsHistoryLimit }),
  },
});

describe('Jobs that are not kept', () => {
  const jobs = [
    job('late', time(3), 'Complete'),
    job('never', undefined, 'Complete'),
    job('b', time(1), 'Complete'),
    job('a', time(1), 'Complete'),
    job('bad', time(0), 'Failed'),
    job('runs', time(0)),
  ];

  it.each([
    ['are the oldest', limits(2), ['a', 'b']],
    ['are those that started before those that never did', limits(1), ['a', 'b', 'late']],
    ['are none where all fit', limits(4), []],
    ['are those that failed by a limit of their own', limits(undefined, 0), ['bad']],
    ['are none where nobody says how many', limits(), []],
  ])('%s', (_, cronJob, expected) => {
    expect(names(surplus(cronJob, jobs))).toEqual(expected);
  });
});

describe('what a CronJob says of its Jobs', () => {
  it('has the latest success, in whatever order they come', () => {
    const jobs = [
      job('a', time(1), 'Complete', time(2)),
      job('b', time(2), 'Complete', time(4)),
      job('c', time(1), 'Complete', time(3)),
      job('d', time(5), 'Failed'),
    ];
    expect(settled(statusOf({}), jobs).status.lastSuccessfulTime).toBe(time(4));
  });

  it('has no Job that has ended, and tells how it did', () => {
    const active = ['a', 'b', 'c'].map((name) => ({ name, uid: `uid-${name}` }));
    const jobs = [job('a', time(1), 'Failed'), job('b', time(1))];
    expect(settled(statusOf({ status: { active } }), jobs)).toMatchObject({
      status: { active: [{ name: 'b' }] },
      told: [
        { reason: 'SawCompletedJob', message: 'Saw completed job: a, condition: Failed' },
        { reason: 'MissingJob', message: 'Active job went missing: c' },
      ],
    });
  });
});
