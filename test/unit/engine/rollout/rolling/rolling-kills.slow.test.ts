import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { operationOf } from '../../../../../engine/rollout/state/operation.ts';
import { EmbeddedRoom } from '../embedded-room.ts';
import { deaths } from '../mortal-cluster.ts';
import { image } from '../releases.ts';

const NAMES = ['good-1', 'good-2', 'crash-2', 'good-3'];

async function roomWithFirst(): Promise<EmbeddedRoom> {
  const room = new EmbeddedRoom(NAMES);
  expect(await room.rollOut('good-1')).toMatchObject({ outcome: 'complete' });
  return room;
}

/** Fewest endpoints that were ready at any time from now on. */
function fewestReady(room: EmbeddedRoom): () => number {
  let fewest = Number.POSITIVE_INFINITY;
  room.observe = (object) => {
    if (object.kind !== 'EndpointSlice') return;
    const endpoints = (object['endpoints'] ?? []) as readonly { readonly conditions?: { readonly ready?: boolean } }[];
    fewest = Math.min(fewest, endpoints.filter(({ conditions }) => conditions?.ready === true).length);
  };
  return () => fewest;
}

describe('a rolling rollout that dies at one of its writes', () => {
  it.each([
    ['good-2', 'complete', 8],
    ['crash-2', 'rolled-back', 10],
  ])('is brought to its end by running it again: %s, %s, %i writes', async (name, outcome, writes) => {
    const undisturbed = await roomWithFirst();
    const whole = undisturbed.start(undisturbed.request(name));
    expect(await undisturbed.until(whole.ended)).toMatchObject({ outcome });
    expect(whole.writes()).toBe(writes);
    for (const death of deaths(writes)) {
      const room = await roomWithFirst();
      const ready = fewestReady(room);
      const request = room.request(name);
      await room.until(room.start(request, death).ended);
      const again = await room.until(room.start({ ...request, run: { ...request.run, attempt: 2 } }).ended);
      const workload = await room.get('Deployment', 'api');
      expect({ ...death, outcome: again.outcome, phase: operationOf(workload)?.phase }).toEqual({
        ...death,
        outcome,
        phase: outcome === 'complete' ? 'recorded' : 'rolled-back',
      });
      expect(JSON.stringify(workload?.['spec'])).toContain(image(outcome === 'complete' ? name : 'good-1'));
      expect(ready()).toBeGreaterThanOrEqual(2);
    }
  });

  it('is followed by a newer run with another release, as if it had never been', async () => {
    for (const death of deaths(8)) {
      const room = await roomWithFirst();
      await room.until(room.start(room.request('crash-2'), death).ended);
      expect({ ...death, ...(await room.rollOut('good-3')) }).toMatchObject({ ...death, outcome: 'complete' });
      expect(await room.rollOut('crash-2')).toMatchObject({ outcome: 'rolled-back', image: image('good-3') });
    }
  });
});

describe('two runs at once', () => {
  it('end with the newer one’s release, whenever it starts, and the older one undoes nothing', async () => {
    const ends = fc.asyncProperty(
      fc.nat(25_000),
      fc.constantFrom('good-2', 'crash-2'),
      fc.boolean(),
      async (later, first, olderFirst) => {
        const room = await roomWithFirst();
        const older = room.request(first);
        const newer = room.request('good-3');
        const [one, two] = olderFirst ? [older, newer] : [newer, older];
        const begun = room.start(one);
        await room.pass(later);
        const [a, b] = await room.until(Promise.all([begun.ended, room.start(two).ended]));
        const [ofOlder, ofNewer] = olderFirst ? [a, b] : [b, a];
        expect(ofNewer.outcome).toBe('complete');
        // It may have had its end before the newer one came.
        expect(['superseded', ...(olderFirst ? ['complete', 'rolled-back'] : [])]).toContain(ofOlder.outcome);
        expect(JSON.stringify((await room.get('Deployment', 'api'))?.['spec'])).toContain(image('good-3'));
      },
    );
    await fc.assert(ends, { numRuns: 12 });
  });
});
