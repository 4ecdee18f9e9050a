import { describe, expect, it } from '@jest/globals';
import { statefulCluster } from './stateful-cluster.ts';

const settled = (spec: object = { replicas: 3 }, options: object = {}) => {
  const cluster = statefulCluster({}, options);
  cluster.run(spec);
  cluster.clock.runUntil(() => cluster.isSettled());
  return cluster;
};

describe('a StatefulSet', () => {
  it('makes its pods one after the other, each when the one before is ready', () => {
    const cluster = statefulCluster({ 'db:1': { runs: [{ readyAfter: 3000 }] } });
    cluster.run({ replicas: 3 });
    const order: string[] = [];
    cluster.store.subscribe(({ key, type, object }) => {
      if (key.resource === 'pods' && type === 'ADDED') order.push(cluster.members().join(', '));
      if (key.resource === 'pods' && type === 'ADDED') expect(object.metadata.name).toBe(`db-${order.length - 1}`);
    });
    cluster.clock.runUntil(() => cluster.isSettled());
    expect(order).toEqual(['db-0 db:1', 'db-0 db:1+, db-1 db:1', 'db-0 db:1+, db-1 db:1+, db-2 db:1']);
  });

  it('tells counts and revisions in its status, and each pod in an event', () => {
    const cluster = settled();
    const [only] = cluster.revisions();
    expect(cluster.set().status).toEqual({
      observedGeneration: 1,
      replicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      currentReplicas: 3,
      updatedReplicas: 3,
      currentRevision: only?.metadata.name,
      updateRevision: only?.metadata.name,
      collisionCount: 0,
    });
    expect(cluster.told()).toEqual(
      [0, 1, 2].map((ordinal) => `Normal SuccessfulCreate: Create Pod db-${ordinal} in StatefulSet db successful`),
    );
  });

  it('gives each pod a name, a host, and labels that tell which it is', () => {
    const cluster = settled({ replicas: 2 });
    const { uid } = cluster.set().metadata;
    expect(cluster.pod('db-1')).toMatchObject({
      metadata: {
        name: 'db-1',
        generateName: 'db-',
        labels: {
          app: 'db',
          'apps.kubernetes.io/pod-index': '1',
          'controller-revision-hash': cluster.set().status?.updateRevision,
          'statefulset.kubernetes.io/pod-name': 'db-1',
        },
        ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db', uid, controller: true }],
      },
      spec: { hostname: 'db-1', subdomain: 'db' },
    });
  });

  it('makes all at once where the order does not count', () => {
    const cluster = statefulCluster({ 'db:1': { runs: [{ readyAfter: 'never' }] } });
    cluster.run({ replicas: 3, podManagementPolicy: 'Parallel' });
    cluster.clock.advance(2000);
    expect(cluster.members()).toEqual(['db-0 db:1', 'db-1 db:1', 'db-2 db:1']);
  });

  it('may begin with another number', () => {
    const cluster = settled({ replicas: 2, ordinals: { start: 5 } });
    expect(cluster.members()).toEqual(['db-5 db:1+', 'db-6 db:1+']);
    cluster.change({ ordinals: { start: 6 } });
    cluster.clock.runUntil(() => cluster.isSettled() && cluster.members().length === 2);
    expect(cluster.members()).toEqual(['db-6 db:1+', 'db-7 db:1+']);
  });

  it('grows upwards and shrinks downwards, one pod at a time', () => {
    const cluster = settled({ replicas: 1 });
    cluster.change({ replicas: 3 });
    cluster.clock.runUntil(() => cluster.isSettled());
    const leaving: string[][] = [];
    cluster.store.subscribe(() => {
      const now = cluster.members().filter((one) => one.endsWith('-'));
      expect(now.length).toBeLessThanOrEqual(1);
      leaving.push(now);
    });
    cluster.change({ replicas: 1 });
    cluster.clock.runUntil(() => cluster.isSettled());
    expect([...new Set(leaving.flat())]).toEqual(['db-2 db:1-', 'db-1 db:1-']);
    expect(cluster.members()).toEqual(['db-0 db:1+']);
  });

  it('makes a pod that was lost again, under its name', () => {
    const cluster = settled();
    const before = cluster.pods().find(({ metadata }) => metadata.name === 'db-1')?.metadata.uid;
    cluster.kill('db-1');
    cluster.clock.advance(500);
    expect(cluster.members()).toEqual(['db-0 db:1+', 'db-1 db:1-', 'db-2 db:1+']);
    cluster.clock.runUntil(() => cluster.isSettled() && cluster.members().every((one) => one.endsWith('+')));
    expect(cluster.pods().find(({ metadata }) => metadata.name === 'db-1')?.metadata.uid).not.toBe(before);
  });

  it('counts a pod as available only after it was ready for long enough', () => {
    const cluster = statefulCluster();
    cluster.run({ replicas: 2, minReadySeconds: 20 });
    cluster.clock.runUntil(() => cluster.members().includes('db-0 db:1+'));
    const begin = cluster.clock.now();
    cluster.clock.runUntil(() => cluster.members().length === 2);
    expect(cluster.clock.now() - begin).toBeGreaterThanOrEqual(19_000);
    cluster.clock.runUntil(() => cluster.set().status?.readyReplicas === 2);
    expect(cluster.set().status).toMatchObject({ availableReplicas: 1 });
    cluster.clock.runUntil(() => cluster.isSettled());
  });

  it('puts the label back by which a member is known', () => {
    const cluster = settled({ replicas: 1 });
    const live = cluster.pods()[0];
    if (live === undefined) throw new Error('no pod');
    const { 'statefulset.kubernetes.io/pod-name': _lost, ...labels } = live.metadata.labels ?? {};
    cluster.store.update(
      { group: '', resource: 'pods' },
      JSON.parse(JSON.stringify({ ...live, metadata: { ...live.metadata, labels } })),
    );
    cluster.clock.advance(1000);
    expect(cluster.pods()[0]?.metadata.labels).toMatchObject({ 'statefulset.kubernetes.io/pod-name': 'db-0' });
    expect(cluster.told().at(-1)).toBe('Normal SuccessfulUpdate: Update Pod db-0 in StatefulSet db successful');
  });

  it('says why it cannot make a pod, and makes it when it can', () => {
    const cluster = statefulCluster();
    const quota = { group: '', resource: 'resourcequotas' };
    const metadata = { name: 'team', namespace: 'shop' };
    cluster.store.create(quota, { apiVersion: 'v1', kind: 'ResourceQuota', metadata, spec: { hard: { pods: '1' } } });
    cluster.run({ replicas: 2 });
    cluster.clock.advance(10_000);
    expect(cluster.told()).toContainEqual(
      expect.stringMatching(
        /^Warning FailedCreate: [cC]reate Pod db-1 in StatefulSet db failed error: .*exceeded quota: team/,
      ),
    );
    cluster.store.delete(quota, 'shop', 'team');
    cluster.clock.runUntil(() => cluster.isSettled());
  });
});

const CLAIMED = {
  volumeClaimTemplates: [
    {
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
  ],
};

describe('the claims of a StatefulSet', () => {
  it('are made for each pod, and outlive it', () => {
    const cluster = settled({ replicas: 2, ...CLAIMED });
    expect(cluster.claims().map(({ metadata, status }) => [metadata.name, metadata.labels, status?.phase])).toEqual([
      ['data-db-0', { app: 'db' }, 'Bound'],
      ['data-db-1', { app: 'db' }, 'Bound'],
    ]);
    expect(cluster.pod('db-1')).toMatchObject({
      spec: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data-db-1' } }] },
    });
    const uids = cluster.claims().map(({ metadata }) => metadata.uid);
    cluster.change({ replicas: 1 });
    cluster.clock.runUntil(() => cluster.isSettled());
    cluster.change({ replicas: 2 });
    cluster.clock.runUntil(() => cluster.isSettled());
    expect(cluster.claims().map(({ metadata }) => metadata.uid)).toEqual(uids);
    cluster.store.delete({ group: 'apps', resource: 'statefulsets' }, 'shop', 'db');
    cluster.clock.advance(60_000);
    expect([cluster.members(), cluster.claims().length]).toEqual([[], 2]);
    expect(cluster.told()).toContain(
      'Normal SuccessfulCreate: Create Claim data-db-0 Pod db-0 in StatefulSet db success',
    );
  });

  it('go with the set, or with the pods that are not wanted any more, where the policy says so', () => {
    const policy = (whenDeleted: string, whenScaled: string) => ({
      persistentVolumeClaimRetentionPolicy: { whenDeleted, whenScaled },
    });
    for (const [whenDeleted, whenScaled, left] of [
      ['Retain', 'Retain', [2, 2]],
      ['Delete', 'Retain', [2, 0]],
      ['Retain', 'Delete', [1, 1]],
      ['Delete', 'Delete', [1, 0]],
    ] as const) {
      const cluster = settled({ replicas: 2, ...CLAIMED, ...policy(whenDeleted, whenScaled) });
      cluster.change({ replicas: 1 });
      cluster.clock.runUntil(() => cluster.isSettled());
      cluster.clock.advance(10_000);
      const scaled = cluster.claims().length;
      cluster.store.delete({ group: 'apps', resource: 'statefulsets' }, 'shop', 'db');
      cluster.clock.advance(60_000);
      expect([whenDeleted, whenScaled, [scaled, cluster.claims().length]]).toEqual([whenDeleted, whenScaled, left]);
    }
  });

  it('without a volume keep their pod from every node, and the next pod from being made', () => {
    const cluster = statefulCluster({}, { storageClasses: ['standard'] });
    const [claim] = CLAIMED.volumeClaimTemplates;
    cluster.run({
      replicas: 2,
      volumeClaimTemplates: [{ ...claim, spec: { ...claim?.spec, storageClassName: 'fast' } }],
    });
    cluster.clock.advance(60_000);
    expect(cluster.members()).toEqual(['db-0 db:1']);
    const scheduled = cluster.pods()[0]?.status?.conditions?.find(({ type }) => type === 'PodScheduled');
    expect(scheduled?.message).toMatch(/^0\/1 nodes are available: pod has unbound immediate PersistentVolumeClaims\./);
    expect(cluster.events('ProvisioningFailed')[0]?.message).toBe('storageclass.storage.k8s.io "fast" not found');
  });
});
