import { describe, expect, it } from '@jest/globals';
import { Unreachable } from '../../../../engine/rollout/cluster.ts';
import { DeliveryRoom } from './delivery-room.ts';
import { textsOf } from './history-text.ts';
import { image, manifests } from './releases.ts';

const newer = { id: 99, attempt: 1, createdAt: '2026-11-23T11:59:00Z' };

/** The workload says that the newer run wrote it. */
const markNewer = (room: DeliveryRoom) =>
  room.change('Deployment', 'api', (found) => ({
    ...found,
    metadata: { ...found.metadata, annotations: { 'sluice.dev/run': `${newer.createdAt} 99 1` } },
  }));

describe('a newer run', () => {
  it('that has already written makes this one superseded without a write', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one', { run: newer });
    const writes = room.cluster.writes.length;
    expect(await room.rollOut('two')).toMatchObject({ outcome: 'superseded' });
    expect(room.cluster.writes).toHaveLength(writes);
    expect(room.lastState).toMatchObject({ outcome: 'superseded' });
  });

  it('that writes while this one watches ends it, and nothing is undone', async () => {
    const room = new DeliveryRoom({ two: 'stuck' });
    await room.rollOut('one');
    room.clock.after(30_000, () => markNewer(room));
    expect(await room.rollOut('two')).toMatchObject({ outcome: 'superseded', rollback: undefined });
    expect(room.liveImage).toBe(image('two'));
  });

  it('between look and write is never overwritten', async () => {
    const room = new DeliveryRoom();
    await room.rollOut('one');
    room.cluster.refuse = ({ kind }, { dryRun }) => {
      if (kind === 'Service' && !dryRun) markNewer(room);
      return undefined;
    };
    expect(await room.rollOut('two')).toMatchObject({ outcome: 'superseded' });
    expect(room.liveImage).toBe(image('one'));
  });
});

describe('an API server that cannot be seen', () => {
  it('for longer than three minutes makes the outcome unknown, and nothing is undone', async () => {
    const room = new DeliveryRoom({ two: 'not-found' });
    await room.rollOut('one');
    room.clock.after(4_000, () => room.cluster.setReachable(false));
    const result = await room.rollOut('two');
    expect(result).toMatchObject({
      outcome: 'unknown',
      rollback: undefined,
      sentence: expect.stringContaining('connection refused'),
    });
    expect(room.liveImage).toBe(image('two'));
  });

  it('for two minutes is not held against the rollout', async () => {
    const room = new DeliveryRoom({ two: 'stuck' });
    await room.rollOut('one');
    room.clock.after(4_000, () => room.cluster.setReachable(false));
    room.clock.after(124_000, () => room.cluster.setReachable(true));
    // The controller's own patience must not end before ours.
    const patient = manifests('two').replace('spec:', 'spec:\n  progressDeadlineSeconds: 3600');
    const result = await room.rollOut('two', { manifests: patient });
    expect(result).toMatchObject({ class: 'deadline', secondsToVerdict: 720 });
  });

  it('before the first write changes nothing', async () => {
    const room = new DeliveryRoom();
    await room.cluster.setReachable(false);
    expect(await room.rollOut('one')).toMatchObject({
      outcome: 'unknown',
      sentence: expect.stringContaining('Nothing was rolled out'),
    });
  });
});

describe('cancellation', () => {
  it('while watching ends within five seconds, keeps the new state and says so', async () => {
    const room = new DeliveryRoom({ two: 'stuck' });
    await room.rollOut('one');
    const start = room.clock.now();
    room.clock.after(30_000, () => room.abort.abort());
    expect(await room.rollOut('two')).toMatchObject({ outcome: 'cancelled', rollback: undefined });
    expect(room.clock.now() - start).toBeLessThan(35_000);
    expect(room.liveImage).toBe(image('two'));
    expect(room.lastState).toMatchObject({ phase: 'ended', outcome: 'cancelled' });
    expect(JSON.stringify(textsOf(room.object('Secret', 'sluice-history-api')))).toContain(
      '\\"state\\":\\"cancelled\\"',
    );
  });

  it('while the API server hangs ends within five seconds all the same', async () => {
    const room = new DeliveryRoom();
    room.cluster.apply = () => new Promise(() => {});
    room.clock.after(1_000, () => room.abort.abort());
    const start = room.clock.now();
    expect(await room.rollOut('one')).toMatchObject({ outcome: 'cancelled' });
    expect(room.clock.now() - start).toBeLessThanOrEqual(6_000);
  });
});

describe('a run that dies', () => {
  it.each([0, 1, 2, 3, 4])('after %i writes leaves a cluster that the next run brings to the end', async (survived) => {
    const room = new DeliveryRoom({ bad: 'crash' });
    await room.rollOut('one');
    const dies = (writes: number) => {
      const limit = room.cluster.writes.length + writes;
      room.cluster.refuse = (_, { dryRun }) =>
        !dryRun && room.cluster.writes.length >= limit ? new Unreachable('The run is dead.') : undefined;
    };
    dies(survived);
    await room.rollOut('bad');
    room.cluster.refuse = () => undefined;
    expect(await room.rollOut('two')).toMatchObject({ outcome: 'complete' });
    expect(room.liveImage).toBe(image('two'));
    expect(await room.rollOut('bad')).toMatchObject({ outcome: 'rolled-back' });
    expect(room.liveImage).toBe(image('two'));
  });
});

describe('records', () => {
  it('that cannot be started stop the rollout before the first write', async () => {
    const room = new DeliveryRoom();
    room.records.start = () => Promise.reject(new Error('403'));
    await expect(room.rollOut('one')).rejects.toThrow('403');
    expect(room.cluster.writes).toEqual([]);
  });

  it('that cannot be ended are told, because there is no evidence then', async () => {
    const room = new DeliveryRoom();
    room.records.update = () => Promise.reject(new Error('502'));
    expect(await room.rollOut('one')).toMatchObject({
      outcome: 'complete',
      recordProblem: expect.stringContaining('no evidence'),
    });
  });
});
