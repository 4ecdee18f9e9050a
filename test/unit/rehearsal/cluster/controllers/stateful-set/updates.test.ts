import { describe, expect, it } from '@jest/globals';
import { typeOfKind } from '../../../../../../rehearsal/cluster/apply/schema/schema.ts';
import { strategicMergePatch } from '../../../../../../rehearsal/cluster/apply/strategic-merge-patch.ts';
import { templateOf } from '../../../../../../rehearsal/cluster/controllers/history/revision.ts';
import type { StatefulSet } from '../../../../../../rehearsal/cluster/controllers/resource.ts';
import { statefulCluster } from './stateful-cluster.ts';

const settled = (spec: object = {}) => {
  const cluster = statefulCluster();
  cluster.run({ replicas: 3, ...spec });
  cluster.clock.runUntil(() => cluster.isSettled());
  return cluster;
};
const images = (cluster: ReturnType<typeof settled>): readonly (string | undefined)[] =>
  cluster.revisions().map((revision) => templateOf(revision).spec?.containers[0]?.image);

describe('a new template', () => {
  it('replaces the pods from the last to the first, each when the one before is ready', () => {
    const cluster = settled();
    const order: string[] = [];
    cluster.store.subscribe(({ key, type, object }) => {
      if (key.resource === 'pods' && type === 'DELETED') order.push(object.metadata.name);
      if (key.resource !== 'pods') return;
      const available = cluster.members().filter((one) => one.endsWith('+')).length;
      expect(available).toBeGreaterThanOrEqual(2);
    });
    cluster.roll('db:2');
    cluster.clock.runUntil(() => cluster.isSettled());
    expect(order).toEqual(['db-2', 'db-1', 'db-0']);
    expect(cluster.members()).toEqual(['db-0 db:2+', 'db-1 db:2+', 'db-2 db:2+']);
  });

  it('has a revision of its own; the current one follows when all pods have it', () => {
    const cluster = settled();
    const [first] = cluster.revisions();
    cluster.roll('db:2');
    cluster.clock.runUntil(() => cluster.set().status?.updatedReplicas === 1);
    const second = cluster.revisions().at(-1);
    expect(cluster.set().status).toMatchObject({
      currentRevision: first?.metadata.name,
      updateRevision: second?.metadata.name,
      currentReplicas: 2,
      updatedReplicas: 1,
    });
    cluster.clock.runUntil(() => cluster.isSettled());
    expect(cluster.set().status).toMatchObject({
      currentRevision: second?.metadata.name,
      currentReplicas: 3,
      updatedReplicas: 3,
    });
    expect(cluster.revisions().map(({ revision }) => revision)).toEqual([1, 2]);
    expect(second?.metadata.labels?.['controller.kubernetes.io/hash']).toBe(second?.metadata.name.slice('db-'.length));
  });

  it('stops at the partition, and goes on when that is lowered', () => {
    const cluster = settled({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } });
    cluster.roll('db:2');
    cluster.clock.advance(120_000);
    expect(cluster.members()).toEqual(['db-0 db:1+', 'db-1 db:1+', 'db-2 db:2+']);
    expect(cluster.isSettled()).toBe(false);
    // Below the partition a pod that was lost is made as it was, beyond it as it shall be.
    cluster.kill('db-0');
    cluster.clock.advance(10_000);
    expect(cluster.members()).toEqual(['db-0 db:1+', 'db-1 db:1+', 'db-2 db:2+']);
    cluster.change({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } } });
    cluster.clock.runUntil(() => cluster.isSettled());
    expect(cluster.members()).toEqual(['db-0 db:2+', 'db-1 db:2+', 'db-2 db:2+']);
  });

  it('with OnDelete comes into those pods alone that somebody deletes', () => {
    const cluster = settled({ updateStrategy: { type: 'OnDelete' } });
    cluster.roll('db:2');
    cluster.clock.advance(60_000);
    cluster.kill('db-1');
    cluster.clock.advance(10_000);
    expect(cluster.members()).toEqual(['db-0 db:1+', 'db-1 db:2+', 'db-2 db:1+']);
  });

  it('drops maxUnavailable, whose gate is closed in 1.36', () => {
    const rollingUpdate = { maxUnavailable: 2 };
    const cluster = settled({ updateStrategy: { type: 'RollingUpdate', rollingUpdate } });
    expect(cluster.set().spec.updateStrategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { partition: 0 } });
  });
});

describe('a template whose pods are never ready', () => {
  it('takes one pod, and the set is stuck there even when the template is good again', () => {
    const cluster = settled();
    cluster.roll('db:bad');
    cluster.clock.advance(300_000);
    expect(cluster.members()).toEqual(['db-0 db:1+', 'db-1 db:1+', 'db-2 db:bad']);
    cluster.roll('db:2');
    cluster.clock.advance(300_000);
    expect(cluster.members()).toEqual(['db-0 db:1+', 'db-1 db:1+', 'db-2 db:bad']);
    cluster.kill('db-2');
    cluster.clock.runUntil(() => cluster.isSettled());
    expect(cluster.members()).toEqual(['db-0 db:2+', 'db-1 db:2+', 'db-2 db:2+']);
  });

  it('is not waited for where the order does not count', () => {
    const cluster = settled({ podManagementPolicy: 'Parallel' });
    cluster.roll('db:bad');
    cluster.clock.advance(60_000);
    expect(cluster.members()).toEqual(['db-0 db:1+', 'db-1 db:1+', 'db-2 db:bad']);
    cluster.roll('db:2');
    cluster.clock.runUntil(() => cluster.isSettled());
    expect(cluster.members()).toEqual(['db-0 db:2+', 'db-1 db:2+', 'db-2 db:2+']);
  });

  it('holds up a scaling as well', () => {
    const cluster = settled({ replicas: 2 });
    cluster.roll('db:bad');
    cluster.clock.advance(60_000);
    cluster.change({ replicas: 3 });
    cluster.clock.advance(60_000);
    expect(cluster.members()).toEqual(['db-0 db:1+', 'db-1 db:bad']);
    cluster.change({ replicas: 1 });
    cluster.clock.advance(60_000);
    expect(cluster.members()).toEqual(['db-0 db:bad']);
  });
});

describe('the history of a set', () => {
  it('gives a template that comes back its revision again, with the next number', () => {
    const cluster = settled();
    const [first] = cluster.revisions();
    for (const image of ['db:2', 'db:1']) {
      cluster.roll(image);
      cluster.clock.runUntil(() => cluster.isSettled());
    }
    expect(images(cluster)).toEqual(['db:2', 'db:1']);
    expect(cluster.revisions().map(({ revision }) => revision)).toEqual([2, 3]);
    expect(cluster.set().status?.updateRevision).toBe(first?.metadata.name);
  });

  it('keeps what undoes the update, as the patch that kubectl sends', () => {
    const cluster = settled();
    const [first] = cluster.revisions();
    cluster.roll('db:2');
    cluster.clock.runUntil(() => cluster.isSettled());
    const type = typeOfKind('apps/v1', 'StatefulSet');
    const undone = strategicMergePatch(cluster.set(), first?.data, type) as StatefulSet;
    cluster.sets.update(JSON.parse(JSON.stringify(undone)));
    cluster.clock.runUntil(() => cluster.isSettled());
    expect(cluster.members()).toEqual(['db-0 db:1+', 'db-1 db:1+', 'db-2 db:1+']);
    expect(cluster.revisions()).toHaveLength(2);
  });

  it('is as long as its limit, those in use not counted', () => {
    const cluster = settled({ replicas: 1, revisionHistoryLimit: 1 });
    for (const image of ['db:2', 'db:3', 'db:4']) {
      cluster.roll(image);
      cluster.clock.advance(30_000);
    }
    // The pod is stuck with db:3, db:2 is what was whole last, and db:4 is wanted.
    expect(images(cluster)).toEqual(['db:1', 'db:2', 'db:3', 'db:4']);
    cluster.kill('db-0');
    cluster.clock.advance(30_000);
    expect(images(cluster)).toEqual(['db:2', 'db:3', 'db:4']);
  });
});
