import { describe, expect, it } from '@jest/globals';
import { seenOf } from '../../../../../engine/rollout/cluster.ts';
import { fenced } from '../../../../../engine/rollout/state/fenced-cluster.ts';
import { HeldLease } from '../../../../../engine/rollout/state/held-lease.ts';
import { NewerRun } from '../../../../../engine/rollout/state/newer-run.ts';
import { FakeCluster } from '../fake-cluster.ts';
import { VirtualClock } from '../virtual-clock.ts';

const run = (id: number) => ({ id, attempt: 1, createdAt: `2026-11-23T11:0${id}:00Z` });
const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'shop' }, data: {} };

describe('the writes of a run whose lock a newer run has taken', () => {
  it('are not made, whatever they are; reading and asking go on', async () => {
    const clock = new VirtualClock();
    const real = new FakeCluster(clock);
    const cluster = fenced(real, await HeldLease.acquire(real, clock, 'api', 'shop', run(1)));
    const { object: written } = await cluster.apply(object);
    const newer = await HeldLease.acquire(real, clock, 'api', 'shop', run(2));
    await clock.until(new Promise<void>((resolve) => clock.after(300, resolve)));
    const writes = real.writes.length;
    const seen = seenOf(written, 'shop');
    await expect(cluster.apply(object)).rejects.toThrow(NewerRun);
    await expect(cluster.patch(seen, { data: { b: 'c' } })).rejects.toThrow(NewerRun);
    await expect(cluster.delete(seen)).rejects.toThrow(NewerRun);
    expect(real.writes).toHaveLength(writes);
    await cluster.apply(object, { dryRun: true });
    expect(await cluster.get(seen)).toEqual(written);
    await fenced(real, newer).apply(object);
  });
});
