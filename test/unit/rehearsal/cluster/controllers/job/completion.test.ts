import { describe, expect, it } from '@jest/globals';
import { FINALIZER } from '../../../../../../rehearsal/cluster/controllers/job/job-pods.ts';
import { jobCluster } from './job-cluster.ts';

describe('a Job', () => {
  it('whose pod ends well is complete, with what a real cluster says of it', () => {
    const cluster = jobCluster(0);
    cluster.run();
    cluster.untilFinished();
    const { metadata, spec, status } = cluster.job();
    expect(cluster.conditions()).toEqual([
      'SuccessCriteriaMet True CompletionsReached',
      'Complete True CompletionsReached',
    ]);
    expect(status).toMatchObject({ succeeded: 1, ready: 0, terminating: 0, uncountedTerminatedPods: {} });
    expect([status?.active, status?.failed]).toEqual([undefined, undefined]);
    expect(status?.completionTime).toBeDefined();
    expect(spec).toMatchObject({
      completions: 1,
      parallelism: 1,
      backoffLimit: 6,
      completionMode: 'NonIndexed',
      manualSelector: false,
      podReplacementPolicy: 'TerminatingOrFailed',
      suspend: false,
      selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': metadata.uid } },
    });
    const [name = ''] = cluster.podsLeft();
    expect(cluster.told()).toEqual([
      `Normal SuccessfulCreate: Created pod: ${name}`,
      'Normal Completed: Job completed',
    ]);
  });

  it('gives its pods labels by which they are found, and holds them until they are counted', () => {
    const cluster = jobCluster(0);
    cluster.run();
    cluster.clock.advance(500);
    const [pod] = cluster.pods();
    const { uid } = cluster.job().metadata;
    expect(pod?.metadata).toMatchObject({
      generateName: 'task-',
      labels: {
        'batch.kubernetes.io/controller-uid': uid,
        'batch.kubernetes.io/job-name': 'task',
        'controller-uid': uid,
        'job-name': 'task',
      },
      finalizers: [FINALIZER],
      ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name: 'task', uid, controller: true }],
    });
    cluster.untilFinished();
    expect(cluster.pods()[0]?.metadata.finalizers).toBeUndefined();
  });

  it('runs as many pods as it needs, as many at once as it may', () => {
    const cluster = jobCluster(0);
    cluster.run({ completions: 5, parallelism: 2 });
    let most = 0;
    cluster.store.subscribe(() => {
      most = Math.max(most, cluster.job().status?.active ?? 0);
    });
    cluster.untilFinished();
    expect(most).toBe(2);
    expect(cluster.job().status).toMatchObject({ succeeded: 5 });
    expect(cluster.podsLeft()).toHaveLength(5);
  });

  it('without a number of completions ends with the first success, once the others have ended', () => {
    const cluster = jobCluster(0, undefined);
    cluster.run({ parallelism: 2 });
    cluster.clock.advance(20_000);
    expect(cluster.conditions()).toEqual([]);
    expect(cluster.job().status).toMatchObject({ active: 1, succeeded: 1 });
    const running = cluster.pods().find(({ status }) => status?.phase === 'Running');
    cluster.store.delete({ group: '', resource: 'pods' }, 'shop', running?.metadata.name ?? '');
    cluster.untilFinished();
    expect(cluster.conditions().at(-1)).toBe('Complete True CompletionsReached');
    expect(cluster.starts()).toHaveLength(2);
  });

  it('that wants none is complete at once', () => {
    const cluster = jobCluster(0);
    cluster.run({ completions: 0 });
    cluster.untilFinished();
    expect(cluster.starts()).toEqual([]);
    expect(cluster.conditions().at(-1)).toBe('Complete True CompletionsReached');
  });

  it('with a smaller parallelism ends pods, and with a greater one makes more', () => {
    const cluster = jobCluster(undefined);
    cluster.run({ completions: 9, parallelism: 3 });
    cluster.clock.advance(5000);
    expect(cluster.job().status).toMatchObject({ active: 3, ready: 3 });
    cluster.change({ parallelism: 1 });
    cluster.clock.advance(40_000);
    expect(cluster.job().status).toMatchObject({ active: 1, ready: 1 });
    expect(cluster.job().status?.failed).toBeUndefined();
    cluster.change({ parallelism: 2 });
    cluster.clock.advance(5000);
    expect(cluster.job().status).toMatchObject({ active: 2, ready: 2 });
  });

  it('that another controller manages is left alone', () => {
    const cluster = jobCluster(0);
    cluster.run({ managedBy: 'example.com/queue' });
    cluster.clock.advance(60_000);
    expect(cluster.podsLeft()).toEqual([]);
    expect(cluster.job().status).toEqual({});
  });

  it('may not make pods beyond a quota, and says so', () => {
    const cluster = jobCluster(0);
    cluster.store.create(
      { group: '', resource: 'resourcequotas' },
      {
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'team', namespace: 'shop' },
        spec: { hard: { pods: '1' } },
      },
    );
    cluster.run({ completions: 3, parallelism: 3 });
    cluster.clock.advance(500);
    expect(cluster.job().status).toMatchObject({ active: 1 });
    expect(cluster.told().filter((line) => line.startsWith('Warning FailedCreate'))[0]).toMatch(/exceeded quota: team/);
    cluster.untilFinished();
    expect(cluster.job().status).toMatchObject({ succeeded: 3 });
  });

  it('takes pods of its own selector over, and they count', () => {
    const cluster = jobCluster(0);
    const labels = { app: 'mine' };
    cluster.store.create(
      { group: '', resource: 'pods' },
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'stray', namespace: 'shop', labels },
        spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'task:1' }] },
      },
    );
    const template = {
      metadata: { labels },
      spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'task:1' }] },
    };
    cluster.run({ manualSelector: true, selector: { matchLabels: labels }, template });
    cluster.clock.advance(500);
    expect(cluster.pods()[0]?.metadata).toMatchObject({ name: 'stray', finalizers: [FINALIZER] });
    cluster.untilFinished();
    expect(cluster.podsLeft()).toEqual(['stray']);
  });
});

describe('a Job that is suspended', () => {
  it('has no pods, and its time begins when it goes on', () => {
    const cluster = jobCluster(undefined);
    cluster.run({ suspend: true, activeDeadlineSeconds: 30 });
    cluster.clock.advance(60_000);
    expect(cluster.conditions()).toEqual(['Suspended True JobSuspended']);
    expect(cluster.job().status?.startTime).toBeUndefined();
    cluster.change({ suspend: false });
    cluster.clock.advance(10_000);
    expect(cluster.conditions()).toEqual(['Suspended False JobResumed']);
    expect(cluster.job().status).toMatchObject({ active: 1 });
    cluster.untilFinished();
    expect(cluster.conditions().at(-1)).toBe('Failed True DeadlineExceeded');
    expect(cluster.seconds()).toBeGreaterThanOrEqual(90);
    expect(cluster.told()).toEqual(
      expect.arrayContaining(['Normal Suspended: Job suspended', 'Normal Resumed: Job resumed']),
    );
  });

  it('ends its pods, which do not count as failures', () => {
    const cluster = jobCluster(undefined);
    cluster.run({ completions: 2, parallelism: 2, backoffLimit: 0 });
    cluster.clock.advance(5000);
    cluster.change({ suspend: true });
    cluster.clock.advance(60_000);
    expect(cluster.podsLeft()).toEqual([]);
    expect(cluster.job().status).toMatchObject({ ready: 0, terminating: 0 });
    expect(cluster.conditions()).toEqual(['Suspended True JobSuspended']);
    cluster.change({ suspend: false });
    cluster.clock.advance(5000);
    expect(cluster.job().status).toMatchObject({ active: 2 });
  });
});

describe('a Job that goes', () => {
  it('with its dependents takes its pods along, although they are held', () => {
    const cluster = jobCluster(undefined);
    cluster.run();
    cluster.clock.advance(5000);
    cluster.store.delete({ group: 'batch', resource: 'jobs' }, 'shop', 'task', { propagationPolicy: 'Background' });
    cluster.clock.advance(60_000);
    expect(cluster.podsLeft()).toEqual([]);
  });

  it('without a word about them leaves its pods, free', () => {
    const cluster = jobCluster(undefined);
    cluster.run();
    cluster.clock.advance(5000);
    cluster.store.delete({ group: 'batch', resource: 'jobs' }, 'shop', 'task');
    cluster.clock.advance(60_000);
    const [left] = cluster.pods();
    expect(left?.status?.phase).toBe('Running');
    expect([left?.metadata.finalizers, left?.metadata.ownerReferences]).toEqual([undefined, undefined]);
  });

  it('goes when its time to live after its end is over, pods and all', () => {
    const cluster = jobCluster(0);
    cluster.run({ ttlSecondsAfterFinished: 100 });
    cluster.untilFinished();
    cluster.clock.advance(98_000);
    expect(cluster.podsLeft()).toHaveLength(1);
    cluster.clock.advance(10_000);
    expect(() => cluster.job()).toThrow('no Job task');
    expect(cluster.podsLeft()).toEqual([]);
  });
});
