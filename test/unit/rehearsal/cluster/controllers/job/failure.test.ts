import { describe, expect, it } from '@jest/globals';
import { jobCluster } from './job-cluster.ts';

const exits = (operator: string, values: readonly number[], action: string): object => ({
  podFailurePolicy: { rules: [{ action, onExitCodes: { operator, values } }] },
});

describe('a Job whose pods fail', () => {
  it('tries again after 10 s, doubled each time, until its back-off limit is passed', () => {
    const cluster = jobCluster(3);
    cluster.run({ backoffLimit: 4 });
    cluster.untilFinished();
    const starts = cluster.starts();
    const gaps = starts.slice(1).map((start, index) => Math.round(start - (starts[index] ?? 0) - 1));
    expect(starts).toHaveLength(5);
    expect(gaps).toEqual([10, 20, 40, 80]);
    expect(cluster.conditions()).toEqual([
      'FailureTarget True BackoffLimitExceeded',
      'Failed True BackoffLimitExceeded',
    ]);
    expect(cluster.job().status).toMatchObject({ failed: 5, ready: 0, terminating: 0 });
    expect(cluster.job().status?.conditions?.at(-1)?.message).toBe('Job has reached the specified backoff limit');
    expect(cluster.told().at(-1)).toBe('Warning BackoffLimitExceeded: Job has reached the specified backoff limit');
  });

  it('waits ten minutes at most', () => {
    const cluster = jobCluster(3);
    cluster.run({ backoffLimit: 8 });
    cluster.untilFinished();
    const starts = cluster.starts();
    const gaps = starts.slice(1).map((start, index) => Math.round(start - (starts[index] ?? 0) - 1));
    expect(gaps.slice(-2)).toEqual([600, 600]);
  });

  it('begins to count anew after a success', () => {
    const cluster = jobCluster(3, 0, 3, 0);
    cluster.run({ completions: 2, backoffLimit: 6 });
    cluster.untilFinished();
    const starts = cluster.starts();
    const gaps = starts.slice(1).map((start, index) => Math.round(start - (starts[index] ?? 0) - 1));
    expect([gaps[0], gaps[2]]).toEqual([10, 10]);
    expect(cluster.job().status).toMatchObject({ succeeded: 2, failed: 2 });
  });

  it('ends what still runs when the limit is passed, and is failed when that has ended', () => {
    const cluster = jobCluster(undefined, 3);
    cluster.run({ completions: 2, parallelism: 2, backoffLimit: 0 }, { terminationGracePeriodSeconds: 20 });
    cluster.clock.runUntil(() => cluster.conditions().length > 0);
    expect(cluster.conditions()).toEqual(['FailureTarget True BackoffLimitExceeded']);
    expect(cluster.job().status?.active).toBeUndefined();
    cluster.untilFinished();
    expect(cluster.job().status).toMatchObject({ failed: 2, terminating: 0 });
  });

  it('restarts containers in place where the pod says so, and counts the restarts', () => {
    const cluster = jobCluster(3);
    cluster.run({ backoffLimit: 2 }, { restartPolicy: 'OnFailure' });
    cluster.untilFinished();
    expect(cluster.starts()).toHaveLength(3);
    expect(cluster.conditions().at(-1)).toBe('Failed True BackoffLimitExceeded');
    expect(cluster.podsLeft()).toEqual([]);
  });

  it('is ended by its deadline, whatever limit is left', () => {
    const cluster = jobCluster(undefined);
    cluster.run({ activeDeadlineSeconds: 60 });
    cluster.untilFinished();
    expect(cluster.seconds()).toBeGreaterThanOrEqual(60);
    expect(cluster.seconds()).toBeLessThan(64);
    expect(cluster.conditions()).toEqual(['FailureTarget True DeadlineExceeded', 'Failed True DeadlineExceeded']);
    expect(cluster.podsLeft()).toEqual([]);
    expect(cluster.told().at(-1)).toBe('Warning DeadlineExceeded: Job was active longer than specified deadline');
  });
});

describe('a policy for failures', () => {
  it('ends the Job at once at a code that it names', () => {
    const cluster = jobCluster(42);
    cluster.run({ ...exits('In', [42], 'FailJob') });
    cluster.untilFinished();
    expect(cluster.starts()).toHaveLength(1);
    expect(cluster.conditions()).toEqual(['FailureTarget True PodFailurePolicy', 'Failed True PodFailurePolicy']);
    const [name] = cluster.podsLeft();
    expect(cluster.job().status?.conditions?.at(-1)?.message).toBe(
      `Container main for pod shop/${name} failed with exit code 42 matching FailJob rule at index 0`,
    );
  });

  it('does not count a failure that it ignores, but waits after it', () => {
    const cluster = jobCluster(7, 7, 0);
    cluster.run({ backoffLimit: 0, ...exits('In', [7], 'Ignore') });
    cluster.untilFinished();
    expect(cluster.starts()).toHaveLength(3);
    expect(cluster.conditions().at(-1)).toBe('Complete True CompletionsReached');
    expect(cluster.job().status?.failed).toBeUndefined();
  });

  it('counts a failure that it counts, or that no rule names', () => {
    for (const policy of [exits('In', [7], 'Count'), exits('NotIn', [7], 'FailJob')]) {
      const cluster = jobCluster(7);
      cluster.run({ backoffLimit: 1, ...policy });
      cluster.untilFinished();
      expect(cluster.starts()).toHaveLength(2);
      expect(cluster.conditions().at(-1)).toBe('Failed True BackoffLimitExceeded');
    }
  });

  it('may speak of conditions of the pod', () => {
    const cluster = jobCluster(1);
    const rules = [{ action: 'FailJob', onPodConditions: [{ type: 'PodScheduled', status: 'True' }] }];
    cluster.run({ podFailurePolicy: { rules } });
    cluster.untilFinished();
    expect(cluster.job().status?.conditions?.at(-1)?.message).toMatch(
      /^Pod shop\/task-\w+ has condition PodScheduled matching FailJob rule at index 0$/,
    );
  });

  it.each([
    ['at once, after the wait', {}, 10],
    ['when it has failed, and after the wait', { podReplacementPolicy: 'Failed' }, 40],
    ['when it has failed, where failures are judged', exits('In', [7], 'Ignore'), 40],
  ])('a pod that is told to end is replaced %s', (_, spec, seconds) => {
    const cluster = jobCluster('deaf', 0);
    cluster.run(spec, { terminationGracePeriodSeconds: 30 });
    cluster.clock.advance(5000);
    const [name = ''] = cluster.podsLeft();
    const told = cluster.seconds();
    cluster.store.delete({ group: '', resource: 'pods' }, 'shop', name);
    cluster.untilFinished();
    const [, second = 0] = cluster.starts();
    expect(second - told).toBeGreaterThanOrEqual(seconds);
    expect(second - told).toBeLessThan(seconds + 4);
    expect(cluster.job().status).toMatchObject({ succeeded: 1, failed: 1 });
  });
});
