import { describe, expect, it } from '@jest/globals';
import { seenOf } from '../../../../../engine/rollout/cluster.ts';
import { fenced } from '../../../../../engine/rollout/state/fenced-cluster.ts';
import { HeldLease } from '../../../../../engine/rollout/state/held-lease.ts';
import { NewerRun } from '../../../../../engine/rollout/state/newer-run.ts';
import { ClusterRoom, NAMESPACE } from '../cluster-room.ts';
import { UnrulyCluster } from '../unruly-cluster.ts';

const run = (id: number) => ({ id, attempt: 1, createdAt: `2026-11-23T11:0${id}:00Z` });
const holder = (id: number) => ({ service: 'api', namespace: NAMESPACE, run: run(id) });
const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: NAMESPACE }, data: {} };

describe('the writes of a run whose lock a newer run has taken', () => {
  it('are not made, whatever they are; reading and asking go on', async () => {
    const room = new ClusterRoom(() => undefined);
    const { clock } = room;
    const real = new UnrulyCluster(room.api);
    const cluster = fenced(real, await HeldLease.acquire({ cluster: real, clock }, holder(1)));
    const { object: written } = await cluster.apply(object);
    const newer = await HeldLease.acquire({ cluster: real, clock }, holder(2));
    await room.pass(300);
    const writes = real.writes.length;
    const seen = seenOf(written, NAMESPACE);
    await expect(cluster.apply(object)).rejects.toThrow(NewerRun);
    await expect(cluster.patch(seen, { data: { b: 'c' } })).rejects.toThrow(NewerRun);
    await expect(cluster.delete(seen)).rejects.toThrow(NewerRun);
    expect(real.writes).toHaveLength(writes);
    await cluster.apply(object, { dryRun: true });
    expect(await cluster.get(seen)).toEqual(written);
    await fenced(real, newer).apply(object);
  });
});
