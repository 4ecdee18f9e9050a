import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BLIND, IN_TIME, Sight } from '../../../../../engine/rollout/watch/sight.ts';
import { SightLine } from '../../../../../engine/rollout/watch/sight-line.ts';

describe('the clock of an observer', () => {
  it('goes on through a cut that is mended in time, and stands still from its beginning where it is not', () => {
    const sight = new Sight();
    sight.lose('pods', 'reset', 1_000);
    expect(sight.isWhole).toBe(false);
    expect(sight.isBlind(1_000 + IN_TIME)).toBe(false);
    expect(sight.time(1_000 + IN_TIME)).toBe(1_000 + IN_TIME);
    expect(sight.isBlind(1_001 + IN_TIME)).toBe(true);
    expect(sight.time(1_001 + IN_TIME)).toBe(1_000);
    sight.find('pods', 9_000);
    expect(sight.isWhole).toBe(true);
    expect(sight.time(10_000)).toBe(2_000);
    sight.lose('pods', 'reset', 10_000);
    sight.find('pods', 10_000 + IN_TIME);
    expect(sight.blindFor(20_000)).toBe(8_000);
  });

  it('counts time in which several streams are lost once, and that of each from its own beginning', () => {
    const sight = new Sight();
    sight.lose('pods', 'reset', 1_000);
    sight.lose('events', 'reset', 4_000);
    sight.find('pods', 8_000);
    expect(sight.blindFor(8_000)).toBe(7_000);
    sight.find('events', 12_000);
    expect(sight.blindFor(12_000)).toBe(11_000);
    // Each in time, although one follows the other.
    sight.lose('pods', 'reset', 20_000);
    sight.lose('events', 'reset', 23_000);
    sight.find('pods', 24_000);
    sight.find('events', 27_000);
    expect(sight.blindFor(30_000)).toBe(11_000);
  });

  it('is blind from the last word on, even where the loss is told later and again', () => {
    const sight = new Sight();
    sight.lose('pods', 'no answer', 1_000);
    sight.lose('pods', 'refused', 14_000);
    expect(sight.reasons).toEqual(['refused']);
    expect(sight.blindFor(15_000)).toBe(14_000);
    expect(sight.darkFor(15_000)).toBe(14_000);
  });

  it('a watch cut every 1.5 s, each time seen again within a second, is as if nothing had happened', () => {
    const sight = new Sight();
    for (let at = 0; at < 600_000; at += 2_500) {
      sight.lose('pods', 'reset', at + 1_500);
      sight.find('pods', at + 2_500);
    }
    expect(sight.blindFor(600_000)).toBe(0);
  });

  it('has to be looked at when a stream is no longer in time, and when nothing is known any more', () => {
    const sight = new Sight();
    expect(sight.nextChange(0)).toBe(Number.POSITIVE_INFINITY);
    sight.lose('pods', 'reset', 1_000);
    expect(sight.nextChange(2_000)).toBe(1_001 + IN_TIME);
    expect(sight.nextChange(11_000)).toBe(11_000 + BLIND - 10_000 + 1);
  });

  it('time plus blindness is all the time there is, and what was blind stays so', () => {
    const steps = fc.array(fc.tuple(fc.constantFrom('lose', 'find'), fc.constantFrom('a', 'b', 'c'), fc.nat(9_000)));
    fc.assert(
      fc.property(steps, (history) => {
        const sight = new Sight();
        let now = 0;
        let blind = 0;
        for (const [what, stream, later] of history) {
          now += later;
          if (what === 'lose') sight.lose(stream, 'reset', now);
          else sight.find(stream, now);
          expect(sight.time(now) + sight.blindFor(now)).toBe(now);
          expect(sight.blindFor(now)).toBeGreaterThanOrEqual(blind);
          expect(sight.blindFor(now)).toBeLessThanOrEqual(now);
          blind = sight.blindFor(now);
        }
      }),
    );
  });
});

describe('what people are told of sight', () => {
  it('is one line when it is lost, and one when it is back', () => {
    const lines: string[] = [];
    const line = new SightLine({ info: (text) => void lines.push(text) });
    const sight = new Sight();
    sight.lose('pods', 'https://a gives no answer', 1_000);
    expect(line.tell(sight, 6_000)).toBe(false);
    expect(lines).toEqual([]);
    for (const now of [6_001, 9_000, 20_000]) expect(line.tell(sight, now)).toBe(false);
    sight.find('pods', 24_000);
    expect(line.tell(sight, 24_000)).toBe(true);
    expect(line.tell(sight, 25_000)).toBe(false);
    expect(lines).toEqual([
      'The cluster has not been seen for 5 s (https://a gives no answer). Times of the rollout stand still until it is.',
      'The cluster is seen again, after 23 s that count for nothing.',
    ]);
  });
});
