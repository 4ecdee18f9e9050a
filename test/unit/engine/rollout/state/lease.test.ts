import { describe, expect, it } from '@jest/globals';
import { HeldLease } from '../../../../../engine/rollout/state/held-lease.ts';
import { decideLease, freeLease, taken } from '../../../../../engine/rollout/state/lease.ts';
import { NewerRun } from '../../../../../engine/rollout/state/newer-run.ts';
import { ClusterRoom, NAMESPACE } from '../cluster-room.ts';

const run = (id: number, attempt = 1) => ({
  id,
  attempt,
  createdAt: `2026-11-23T11:${String(id).padStart(2, '0')}:00Z`,
});
const NOW = Date.parse('2026-11-23T12:00:00Z');
const heldBy = (holder: Parameters<typeof taken>[1], now = NOW) => {
  const { metadata, spec } = taken(freeLease('api', 'shop'), holder, now) as { metadata: object; spec: object };
  const free = freeLease('api', 'shop');
  return { ...free, metadata: { ...free.metadata, ...metadata }, spec };
};

describe('the lock of a service', () => {
  it.each([
    ['nobody holds', freeLease('api', 'shop'), run(1), 'take'],
    ['an older run holds', heldBy(run(1)), run(2), 'take'],
    ['a newer run holds', heldBy(run(2)), run(1), 'superseded'],
    ['a newer run held until it died', heldBy(run(2), NOW - 60_000), run(1), 'take'],
    ['a newer run renewed 59 s ago', heldBy(run(2), NOW - 59_000), run(1), 'superseded'],
    ['we hold already', heldBy(run(1)), run(1), 'take'],
    ['an earlier attempt of ours holds', heldBy(run(1, 1)), run(1, 2), 'take'],
    ['a later attempt of ours holds', heldBy(run(1, 2)), run(1, 1), 'superseded'],
    [
      'something else holds',
      { ...heldBy(run(1)), metadata: { name: 'sluice-api', annotations: {} } },
      run(2),
      'superseded',
    ],
  ])('that %s', (_, lease, ours, kind) => {
    expect(decideLease(lease, ours, NOW).kind).toBe(kind);
  });
});

describe('holding it', () => {
  const roomOf = () => {
    const room = new ClusterRoom(() => undefined);
    return {
      room,
      acquire: (id: number) =>
        HeldLease.acquire(
          { cluster: room.api, clock: room.clock },
          { service: 'api', namespace: NAMESPACE, run: run(id) },
        ),
    };
  };

  it('is renewed every 20 s, so that it never expires while we live', async () => {
    const { room, acquire } = roomOf();
    const held = await acquire(2);
    for (let minute = 0; minute < 3; minute++) {
      await room.pass(59_000);
      await expect(acquire(1)).rejects.toThrow(NewerRun);
    }
    await held.release();
    expect(room.object('Lease', 'sluice-api')).toMatchObject({
      spec: expect.not.objectContaining({ holderIdentity: expect.anything() }),
    });
    await acquire(1);
  });

  it('ends when a newer run takes it: the fence stands before the next write, and watching ends with the next renewal', async () => {
    const { room, acquire } = roomOf();
    const held = await acquire(1);
    await held.fence();
    await acquire(2);
    expect(held.lost.aborted).toBe(false);
    await room.pass(20_001);
    expect(held.lost.aborted).toBe(true);
    await expect(held.fence()).rejects.toThrow(NewerRun);
  });

  it('is not taken from the winner by a loser that gives up', async () => {
    const { room, acquire } = roomOf();
    const older = await acquire(1);
    await acquire(2);
    await older.release();
    expect(room.object('Lease', 'sluice-api')).toMatchObject({ spec: { holderIdentity: '2/1' } });
  });

  it('of two runs that find no lock at all one gets it', async () => {
    const { acquire } = roomOf();
    const ended = await Promise.allSettled([acquire(2), acquire(1), acquire(3)]);
    expect(ended[2]?.status).toBe('fulfilled');
    await expect(acquire(2)).rejects.toThrow(/Run 3 is newer/);
  });
});
