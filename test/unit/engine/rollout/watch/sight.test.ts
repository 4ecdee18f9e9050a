import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Sight } from '../../../../../engine/rollout/watch/sight.ts';

describe('the clock of an observer', () => {
  it('stands still while any stream is lost', () => {
    const sight = new Sight();
    sight.lose('pods', 'reset', 1_000);
    sight.lose('events', 'reset', 2_000);
    sight.find('pods', 3_000);
    expect(sight.isBlind).toBe(true);
    expect(sight.time(4_000)).toBe(1_000);
    sight.find('events', 5_000);
    expect(sight.time(6_000)).toBe(2_000);
    expect(sight.blindFor(6_000)).toBe(4_000);
  });

  it('never goes backwards, and time plus blindness is all the time there is', () => {
    const steps = fc.array(fc.tuple(fc.constantFrom('lose', 'find'), fc.constantFrom('a', 'b', 'c'), fc.nat(1000)));
    fc.assert(
      fc.property(steps, (history) => {
        const sight = new Sight();
        let now = 0;
        let before = 0;
        for (const [what, stream, later] of history) {
          now += later;
          if (what === 'lose') sight.lose(stream, 'reset', now);
          else sight.find(stream, now);
          expect(sight.time(now)).toBeGreaterThanOrEqual(before);
          expect(sight.time(now) + sight.blindFor(now)).toBe(now);
          before = sight.time(now);
        }
      }),
    );
  });
});
