import { describe, expect, it } from '@jest/globals';
import type { Pod } from '../../../../../../rehearsal/cluster/controllers/resource.ts';
import { jobCluster } from './job-cluster.ts';

const INDEX = 'batch.kubernetes.io/job-completion-index';
const FAILURES = 'batch.kubernetes.io/job-index-failure-count';
const IGNORED = 'batch.kubernetes.io/job-index-ignored-failure-count';
const annotation = (name: string) => (pod: Pod) => pod.metadata.annotations?.[name];

describe('an indexed Job', () => {
  it('gives each pod an index in name, hostname, label, annotation and variable', () => {
    const cluster = jobCluster(undefined);
    cluster.run({ completionMode: 'Indexed', completions: 3, parallelism: 2 });
    cluster.clock.advance(2000);
    const pods = cluster.pods();
    expect(pods.map(annotation(INDEX))).toEqual(['0', '1']);
    expect(pods[1]).toMatchObject({
      metadata: { generateName: 'task-1-', labels: { [INDEX]: '1' } },
      spec: {
        hostname: 'task-1',
        containers: [
          {
            env: [
              {
                name: 'JOB_COMPLETION_INDEX',
                valueFrom: { fieldRef: { fieldPath: `metadata.labels['${INDEX}']`, apiVersion: 'v1' } },
              },
            ],
          },
        ],
      },
    });
  });

  it('is complete when every index is, and tells which are', () => {
    const cluster = jobCluster(0);
    cluster.run({ completionMode: 'Indexed', completions: 5, parallelism: 5 });
    const seen = new Set<string>();
    cluster.store.subscribe(() => void seen.add(cluster.job().status?.completedIndexes ?? ''));
    cluster.untilFinished();
    expect(cluster.job().status).toMatchObject({ succeeded: 5, completedIndexes: '0-4' });
    expect(cluster.conditions().at(-1)).toBe('Complete True CompletionsReached');
  });

  it('makes another pod for an index whose pod failed', () => {
    const cluster = jobCluster(0, 3, 0);
    cluster.run({ completionMode: 'Indexed', completions: 2, parallelism: 2 });
    cluster.untilFinished();
    expect(cluster.pods().map(annotation(INDEX)).sort()).toEqual(['0', '1', '1']);
    expect(cluster.job().status).toMatchObject({ succeeded: 2, failed: 1, completedIndexes: '0,1' });
  });

  it('forgets the pods of indexes that are not wanted any more', () => {
    const cluster = jobCluster(undefined);
    cluster.run({ completionMode: 'Indexed', completions: 4, parallelism: 4 });
    cluster.clock.advance(3000);
    cluster.change({ completions: 2, parallelism: 2 });
    cluster.clock.advance(40_000);
    expect(cluster.pods().map(annotation(INDEX))).toEqual(['0', '1']);
  });

  it('may succeed with some of its indexes', () => {
    const cluster = jobCluster(undefined, 0, undefined);
    const successPolicy = { rules: [{ succeededIndexes: '1-2', succeededCount: 1 }] };
    cluster.run({ completionMode: 'Indexed', completions: 3, parallelism: 3, successPolicy });
    cluster.untilFinished();
    expect(cluster.conditions()).toEqual(['SuccessCriteriaMet True SuccessPolicy', 'Complete True SuccessPolicy']);
    expect(cluster.job().status?.completedIndexes).toMatch(/^[12]$/);
    expect(cluster.job().status?.failed).toBeUndefined();
    expect(cluster.job().status?.conditions?.at(-1)?.message).toBe('Matched rules at index 0');
    expect(cluster.podsLeft()).toHaveLength(1);
  });
});

describe('a back-off limit for each index', () => {
  it('lets an index fail without the others, and the Job in the end', () => {
    const cluster = jobCluster(3, 0, 3, 3);
    cluster.run({ completionMode: 'Indexed', completions: 2, parallelism: 2, backoffLimitPerIndex: 1 });
    cluster.untilFinished();
    expect(cluster.starts()).toHaveLength(3);
    expect(cluster.job().spec.backoffLimit).toBe(2 ** 31 - 1);
    expect(cluster.job().status).toMatchObject({ completedIndexes: '1', failedIndexes: '0', succeeded: 1, failed: 2 });
    expect(cluster.conditions()).toEqual(['FailureTarget True FailedIndexes', 'Failed True FailedIndexes']);
    const failures = cluster
      .pods()
      .filter((pod) => annotation(INDEX)(pod) === '0')
      .map(annotation(FAILURES));
    expect(failures.sort()).toEqual(['0', '1']);
  });

  it('waits longer for an index with each of its failures', () => {
    const cluster = jobCluster(3);
    cluster.run({ completionMode: 'Indexed', completions: 1, parallelism: 1, backoffLimitPerIndex: 2 });
    cluster.untilFinished();
    const starts = cluster.starts();
    const gaps = starts.slice(1).map((start, index) => Math.round(start - (starts[index] ?? 0) - 1));
    expect(gaps).toEqual([10, 20]);
  });

  it('ends the Job early when too many have failed', () => {
    const cluster = jobCluster(3);
    const limits = { backoffLimitPerIndex: 0, maxFailedIndexes: 1 };
    cluster.run({ completionMode: 'Indexed', completions: 4, parallelism: 1, ...limits });
    cluster.untilFinished();
    expect(cluster.starts()).toHaveLength(2);
    expect(cluster.conditions().at(-1)).toBe('Failed True MaxFailedIndexesExceeded');
    expect(cluster.job().status).toMatchObject({ failedIndexes: '0,1' });
  });

  it('may be cut short by the policy for failures, and ignored failures are told apart', () => {
    const rules = [
      { action: 'FailIndex', onExitCodes: { operator: 'In', values: [42] } },
      { action: 'Ignore', onExitCodes: { operator: 'In', values: [7] } },
    ];
    const cluster = jobCluster(7, 42);
    const spec = { completionMode: 'Indexed', completions: 1, parallelism: 1, backoffLimitPerIndex: 5 };
    cluster.run({ ...spec, podFailurePolicy: { rules } });
    cluster.untilFinished();
    expect(cluster.starts()).toHaveLength(2);
    expect(cluster.job().status).toMatchObject({ failedIndexes: '0', failed: 1 });
    const last = cluster.pods().find((pod) => annotation(IGNORED)(pod) !== undefined);
    expect([annotation(FAILURES), annotation(IGNORED)].map((of) => last && of(last))).toEqual(['0', '1']);
  });
});
