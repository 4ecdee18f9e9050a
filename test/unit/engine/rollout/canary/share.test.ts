import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { seconds } from '../../../../../domain/seconds.ts';
import { type Judgement, judged, NO_JUDGEMENT } from '../../../../../engine/rollout/canary/comparison.ts';
import { sharesOf, stepToGoOnFrom } from '../../../../../engine/rollout/canary/share.ts';

const step = (percent: number) => ({ percent, pause: seconds(60) });

describe('the share of a canary', () => {
  it.each([
    [25, 3, 1, 25],
    [50, 3, 3, 50],
    [20, 3, 1, 25],
    [10, 10, 1, 9.1],
    [50, 1, 1, 50],
    [75, 4, 12, 75],
  ])('of %i %% beside %i pods is %i pods, really %d %%', (percent, stable, pods, real) => {
    expect(sharesOf([step(percent)], stable)).toMatchObject([{ pods, percent: real }]);
  });

  it('that so few pods cannot make is refused with the real one, all steps at once', () => {
    expect(() => sharesOf([step(10), step(25), step(50)], 1)).toThrow(
      /2 problems[\s\S]*steps\[0\].percent = 10: Beside 1 pod the nearest share is 50 % \(1 pod\)[\s\S]*steps\[1\].percent = 25/,
    );
  });

  it('is never further than ten points from what was asked, and grows with it', () => {
    const asked = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(asked, fc.integer({ min: 1, max: 50 }), (percents, stable) => {
        const steps = percents.toSorted((a, b) => a - b).map(step);
        let shares: ReturnType<typeof sharesOf>;
        try {
          shares = sharesOf(steps, stable);
        } catch {
          return;
        }
        shares.forEach((share, index) => {
          expect(Math.abs(share.percent - (steps[index]?.percent ?? 0))).toBeLessThanOrEqual(10.05);
          expect(share.pods).toBeGreaterThanOrEqual(shares[index - 1]?.pods ?? 1);
        });
      }),
    );
  });

  it('goes on from the one that the canary has', () => {
    const shares = sharesOf([step(25), step(50), step(75)], 3);
    expect([0, 1, 2, 3, 9].map((pods) => stepToGoOnFrom(shares, pods))).toEqual([0, 0, 1, 1, 2]);
  });
});

describe('a measured canary', () => {
  const comparison = { minimum: 50, tolerance: 0.1 };
  const pair = (canary: number, stable: number, samples = 100) => ({
    canary: { value: canary, samples },
    stable: { value: stable, samples: 100 },
  });
  const judgement = (...readings: (ReturnType<typeof pair> | Error)[]): Judgement =>
    readings.reduce((before, reading) => judged(before, reading, comparison, 'sum(errors)'), NO_JUDGEMENT);

  it.each([
    ['good', [pair(0.01, 0.01)]],
    ['good', [pair(0.0109, 0.01)]],
    ['suspect', [pair(0.02, 0.01)]],
    ['worse', [pair(0.02, 0.01), pair(0.02, 0.01)]],
    ['worse', [pair(0.02, 0.01), new Error('502'), pair(0.02, 0.01)]],
    // One error beside a version that has none.
    ['good', [pair(0.001, 0), pair(0, 0), pair(0.001, 0), pair(0, 0)]],
    ['too-few', [pair(0.9, 0.01, 49)]],
    ['good', [pair(0, 0), new Error('502'), new Error('502')]],
    ['inconclusive', [pair(0, 0), new Error('502'), new Error('502'), new Error('502')]],
    ['good', [new Error('502'), new Error('502'), pair(0, 0), new Error('502')]],
    // Less is better below zero, too.
    ['good', [pair(-0.99, -0.99)]],
    ['worse', [pair(-0.8, -0.99), pair(-0.8, -0.99)]],
    // Beyond the last bucket of a histogram.
    ['worse', [pair(Number.POSITIVE_INFINITY, 1), pair(Number.POSITIVE_INFINITY, 1)]],
    ['too-few', [pair(0, Number.POSITIVE_INFINITY)]],
    ['too-few', [pair(Number.NaN, 0.01)]],
    ['too-few', [pair(Number.NaN, 0.01, 3)]],
    ['inconclusive', [pair(0, Number.NaN), pair(Number.NaN, 0), pair(Number.NaN, Number.NaN)]],
    ['too-few', [pair(0, 0, Number.NaN)]],
  ] as const)('is %s', (state, readings) => {
    expect(judgement(...readings).state).toBe(state);
  });

  it.each([
    [
      [pair(0.0213333333, 0.01, 120.4)],
      'the metric is 0.02133 (120.4 requests) for the canary and 0.01 (100 requests) for the pods beside it, more than 10 % worse: sum(errors)',
    ],
    [
      [pair(0.01, 0.01)],
      'the metric is 0.01 (100 requests) for the canary and 0.01 (100 requests) for the pods beside it',
    ],
    [[pair(0, 0, 3)], 'only 3 requests were measured for the canary, wanted 50'],
    [[new Error('502.')], 'the metric could not be read: 502'],
    [
      [new Error('502'), pair(Number.NaN, 0), pair(Number.NaN, 0)],
      'the metric could not be read 3 times in a row: it has no value for the canary, although 100 requests were counted; where nothing means zero, add "or vector(0)"',
    ],
  ])('says so: %j', (readings, sentence) => {
    expect(judgement(...readings).sentence).toBe(sentence);
  });

  it('is never good after three errors in a row, nor without a reading of enough requests', () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(0, Number.NaN, Number.POSITIVE_INFINITY));
    const reading = fc.record({ value: number, samples: number });
    const answer = fc.oneof(fc.record({ canary: reading, stable: reading }), fc.constant(new Error('502')));
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 8 }), (answers) => {
        const { state, errors } = answers.reduce(
          (before: Judgement, one) => judged(before, one, comparison, 'm'),
          NO_JUDGEMENT,
        );
        if (errors >= 3) expect(state).toBe('inconclusive');
        if (state !== 'good') return;
        const enough = answers.some(
          (one) => !(one instanceof Error) && one.canary.samples >= 50 && one.stable.samples >= 50,
        );
        expect(enough).toBe(true);
      }),
    );
  });
});
