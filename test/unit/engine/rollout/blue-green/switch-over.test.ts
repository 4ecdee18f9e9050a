import { describe, expect, it } from '@jest/globals';
import { rolling } from '../../../../../domain/strategy.ts';
import { EmbeddedRoom } from '../embedded-room.ts';
import { image } from '../releases.ts';
import { colour, copies, NAMES, quick, roomWithFirst } from './blue-green-room.ts';
import { invariants } from './invariants.ts';

describe('a good release by blue-green', () => {
  it('gets the traffic in one write, and the old copy is scaled down and kept after the bake and the delay', async () => {
    const room = await roomWithFirst();
    const held = invariants(room, 2);
    await held.start();
    const run = room.start(room.request('good-2'));
    await room.pass(60_000);
    expect(await copies(room)).toEqual({ 'api-blue': 2, 'api-green': 2 });
    expect(await room.until(run.ended)).toMatchObject({
      outcome: 'complete',
      image: image('good-2'),
      secondsToVerdict: 90,
    });
    expect(await copies(room)).toEqual({ 'api-blue': 0, 'api-green': 2 });
    expect(await colour(room)).toEqual({ app: 'api', 'sluice.dev/colour': 'green' });
    expect(held.flips()).toBe(1);
    held.expectHeld({});
  });

  it('as the first one has a Service only when there is something to lead to', async () => {
    const room = new EmbeddedRoom(NAMES);
    room.strategy = quick;
    const run = room.start(room.request('good-1'));
    await room.pass(8_000);
    expect(await room.get('Service', 'api')).toBeUndefined();
    expect(await room.until(run.ended)).toMatchObject({ outcome: 'complete' });
    expect(await colour(room)).toEqual({ app: 'api', 'sluice.dev/colour': 'blue' });
  });

  it('after somebody has removed the Service leaves no pods of the copy that it led to', async () => {
    const room = await roomWithFirst();
    expect(await room.rollOut('good-2')).toMatchObject({ outcome: 'complete' });
    expect(await copies(room)).toEqual({ 'api-blue': 0, 'api-green': 2 });
    room.remove('Service', 'api');
    expect(await room.rollOut('good-3')).toMatchObject({ outcome: 'complete' });
    expect(await copies(room)).toEqual({ 'api-blue': 2, 'api-green': 0 });
  });

  it('is told at once when it has the traffic already', async () => {
    const room = await roomWithFirst();
    expect(await room.rollOut('good-1')).toMatchObject({ outcome: 'complete', secondsToVerdict: 0 });
    expect(await copies(room)).toEqual({ 'api-blue': 2 });
  });

  it('over a Deployment from before keeps that one under its own name', async () => {
    const room = await roomWithFirst(rolling());
    const held = invariants(room, 2);
    await held.start();
    expect(await room.rollOut('good-2')).toMatchObject({ outcome: 'complete' });
    expect(await copies(room)).toEqual({ api: 0, 'api-green': 2 });
    expect(await colour(room)).toEqual({ app: 'api', 'sluice.dev/colour': 'green' });
    expect(await room.rollOut('good-3')).toMatchObject({ outcome: 'complete' });
    expect(await copies(room)).toEqual({ api: 0, 'api-green': 0, 'api-blue': 2 });
    held.expectHeld({});
  });

  it('gets as many pods as the live copy has by then, not as its manifest says', async () => {
    const room = await roomWithFirst();
    const scale = async (replicas: number) => {
      const live = await room.get('Deployment', 'api-blue');
      if (live === undefined) throw new Error('no live copy');
      const { uid = '', resourceVersion = '' } = live.metadata;
      const seen = {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        namespace: 'production',
        name: 'api-blue',
        uid,
        resourceVersion,
      };
      await room.api.patch(seen, { spec: { replicas } });
    };
    await scale(4);
    await room.pass(5_000);
    const run = room.start(room.request('good-2'));
    // An autoscaler is faster than the proof.
    room.clock.after(5_000, () => void scale(5));
    expect(await room.until(run.ended)).toMatchObject({ outcome: 'complete' });
    expect(await copies(room)).toEqual({ 'api-blue': 0, 'api-green': 5 });
  });
});
