import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { image } from '../releases.ts';
import { colour, copies, phase, roomWithFirst } from './blue-green-room.ts';
import { invariants } from './invariants.ts';

describe('a run that ends in the middle', () => {
  it('after the switch is continued by its re-run: bake, then scale down', async () => {
    const room = await roomWithFirst();
    const request = room.request('good-2');
    await room.until(room.start(request, { write: 9, when: 'after' }).ended);
    expect(await phase(room)).toBe('flipped');
    await room.pass(30_000);
    const again = await room.until(room.start({ ...request, run: { ...request.run, attempt: 2 } }).ended);
    // The bake goes on from the moment of the switch.
    expect(again).toMatchObject({ outcome: 'complete', secondsToVerdict: 50 });
    expect(await copies(room)).toEqual({ 'api-blue': 0, 'api-green': 2 });
  });

  it('after a switch to what broke since is settled by the next release: the traffic goes back first', async () => {
    const room = await roomWithFirst();
    const held = invariants(room, 2);
    await room.until(room.start(room.request('sours-2'), { write: 9, when: 'after' }).ended);
    await room.pass(60_000);
    await held.start();
    const run = room.start(room.request('good-3'));
    await room.pass(1_000);
    expect(await colour(room)).toEqual({ app: 'api', 'sluice.dev/colour': 'blue' });
    expect(await room.until(run.ended)).toMatchObject({ outcome: 'complete' });
    expect(await colour(room)).toEqual({ app: 'api', 'sluice.dev/colour': 'green' });
  });

  it.each([
    ['before the switch', 5_000, 'blue', 'cancelled', 'stays with "api-blue"'],
    ['while it bakes', 30_000, 'blue', 'cancelled', 'went back to "api-blue"'],
    ['while the old copy drains', 80_000, 'green', 'verified', 'stays with "api-green"'],
  ])(
    'cancelled %s leaves the traffic on a whole copy, says so, and is continued',
    async (_, after, where, noted, says) => {
      const room = await roomWithFirst();
      const held = invariants(room, 2);
      await held.start();
      const abort = new AbortController();
      const request = room.request('good-2');
      const run = room.start(request, undefined, { signal: abort.signal });
      room.clock.after(after, () => abort.abort());
      const begun = room.clock.now();
      expect(await room.until(run.ended)).toMatchObject({
        outcome: 'cancelled',
        sentence: expect.stringContaining(says),
      });
      expect(room.clock.now() - begun - after).toBeLessThan(1_000);
      expect(await colour(room)).toMatchObject({ 'sluice.dev/colour': where });
      expect(await phase(room)).toBe(noted);
      const again = await room.until(room.start({ ...request, run: { ...request.run, attempt: 2 } }).ended);
      expect(again).toMatchObject({ outcome: 'complete' });
      expect(await copies(room)).toEqual({ 'api-blue': 0, 'api-green': 2 });
      held.expectHeld({ after });
    },
  );
});

describe('two runs at once by blue-green', () => {
  it('end with the newer one’s release on a whole copy, whenever it starts', async () => {
    const ends = fc.asyncProperty(fc.nat(100_000), fc.constantFrom('good-2', 'crash-2'), async (later, first) => {
      const room = await roomWithFirst();
      const held = invariants(room, 2);
      await held.start();
      const older = room.start(room.request(first));
      await room.pass(later);
      const [a, b] = await room.until(Promise.all([older.ended, room.start(room.request('good-3')).ended]));
      expect(b.outcome).toBe('complete');
      expect(['superseded', 'complete', 'failed']).toContain(a.outcome);
      held.expectHeld({ later, first });
      const live = (await colour(room))['sluice.dev/colour'];
      expect(JSON.stringify(await room.get('Deployment', `api-${live}`))).toContain(image('good-3'));
    });
    await fc.assert(ends, { numRuns: 8 });
  });
});
