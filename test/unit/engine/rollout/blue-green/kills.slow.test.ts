import { describe, expect, it } from '@jest/globals';
import { seconds } from '../../../../../domain/seconds.ts';
import { blueGreen, rolling } from '../../../../../domain/strategy.ts';
import { operationOf } from '../../../../../engine/rollout/state/operation.ts';
import { EmbeddedRoom } from '../embedded-room.ts';
import { deaths } from '../mortal-cluster.ts';
import { image } from '../releases.ts';
import { invariants } from './invariants.ts';

const NAMES = ['good-1', 'good-2', 'crash-2', 'good-3'];

/** A room where the first release has the traffic, brought by blue-green or, before Sluice's switching came, by rolling. */
async function roomWith(first: 'coloured' | 'original'): Promise<EmbeddedRoom> {
  const room = new EmbeddedRoom(NAMES);
  room.strategy = first === 'original' ? rolling() : blueGreen({ bake: seconds(5), scaleDownDelay: seconds(2) });
  expect(await room.rollOut('good-1')).toMatchObject({ outcome: 'complete' });
  room.strategy = blueGreen({ bake: seconds(5), scaleDownDelay: seconds(2) });
  return room;
}

async function liveImage(room: EmbeddedRoom): Promise<string | undefined> {
  const selector = (await room.get('Service', 'api'))?.['spec'] as { readonly selector: Record<string, string> };
  const colour = selector.selector['sluice.dev/colour'];
  const deployment = await room.get('Deployment', colour === undefined ? 'api' : `api-${colour}`);
  return /"image":"([^"]+)"/.exec(JSON.stringify(deployment?.['spec']))?.[1];
}

describe('a switch that dies at one of its writes', () => {
  it('is followed by a newer run with another release, as if it had never been', async () => {
    for (const death of deaths(15)) {
      const room = await roomWith('coloured');
      const held = invariants(room, 2);
      await held.start();
      await room.until(room.start(room.request('good-2'), death).ended);
      expect({ ...death, ...(await room.rollOut('good-3')) }).toMatchObject({ ...death, outcome: 'complete' });
      expect(await liveImage(room)).toBe(image('good-3'));
      held.expectHeld(death);
    }
  });

  it.each([
    ['good-1', 'complete', 12],
    ['crash-2', 'failed', 8],
  ])(
    'and is the first one is brought to its end by running it again: %s, %s, %i writes',
    async (name, outcome, writes) => {
      const empty = () => {
        const room = new EmbeddedRoom(NAMES);
        room.strategy = blueGreen({ bake: seconds(5), scaleDownDelay: seconds(2) });
        return room;
      };
      const undisturbed = empty();
      const whole = undisturbed.start(undisturbed.request(name));
      expect(await undisturbed.until(whole.ended)).toMatchObject({ outcome });
      expect(whole.writes()).toBe(writes);
      for (const death of deaths(writes)) {
        const room = empty();
        const held = invariants(room, 2);
        const request = room.request(name);
        await room.until(room.start(request, death).ended);
        const again = await room.until(room.start({ ...request, run: { ...request.run, attempt: 2 } }).ended);
        expect({ ...death, outcome: again.outcome }).toEqual({ ...death, outcome });
        // There is never a Service that leads to nothing.
        held.expectHeld(death);
      }
    },
  );

  it.each([
    ['coloured', 'good-2', 'complete', 15],
    ['coloured', 'crash-2', 'failed', 13],
    ['original', 'good-2', 'complete', 15],
    ['original', 'crash-2', 'failed', 13],
  ] as const)(
    'over a %s copy is brought to its end by running it again: %s, %s, %i writes',
    async (first, name, outcome, writes) => {
      const undisturbed = await roomWith(first);
      const whole = undisturbed.start(undisturbed.request(name));
      expect(await undisturbed.until(whole.ended)).toMatchObject({ outcome });
      expect(whole.writes()).toBe(writes);
      for (const death of deaths(writes)) {
        const room = await roomWith(first);
        const held = invariants(room, 2);
        await held.start();
        const request = room.request(name);
        await room.until(room.start(request, death).ended);
        held.expectHeld(death);
        const again = await room.until(room.start({ ...request, run: { ...request.run, attempt: 2 } }).ended);
        held.expectHeld(death);
        expect({
          ...death,
          outcome: again.outcome,
          phase: operationOf(await room.get('Service', 'api'))?.phase,
        }).toEqual({
          ...death,
          outcome,
          phase: outcome === 'complete' ? 'recorded' : 'rolled-back',
        });
        expect(await liveImage(room)).toBe(image(outcome === 'complete' ? name : 'good-1'));
        expect(held.fewestReady()).toBeGreaterThanOrEqual(2);
        expect(held.flips()).toBeLessThanOrEqual(outcome === 'complete' ? 1 : 0);
      }
    },
  );
});
