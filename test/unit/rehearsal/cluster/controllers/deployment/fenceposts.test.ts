import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { resolveFenceposts } from '../../../../../../rehearsal/cluster/controllers/deployment/fenceposts.ts';

describe('surge and unavailable pods', () => {
  // The table of ResolveFenceposts in Kubernetes' own tests, and the comments at the function.
  it.each([
    { surge: '0%', unavailable: '0%', desired: 0, expected: [0, 1] },
    { surge: '39%', unavailable: '39%', desired: 10, expected: [4, 3] },
    { surge: 'oops'.length, unavailable: '39%', desired: 10, expected: [4, 3] },
    { surge: '55%', unavailable: 'urg'.length, desired: 10, expected: [6, 3] },
    { surge: undefined, unavailable: undefined, desired: 10, expected: [0, 1] },
    { surge: '0%', unavailable: '1%', desired: 2, expected: [0, 1] },
    { surge: '0%', unavailable: '1%', desired: 1, expected: [0, 1] },
    { surge: '1%', unavailable: '25%', desired: 2, expected: [1, 0] },
    { surge: '1%', unavailable: '25%', desired: 1, expected: [1, 0] },
    { surge: '1%', unavailable: '0%', desired: 2, expected: [1, 0] },
    { surge: '25%', unavailable: '25%', desired: 4, expected: [1, 1] },
    { surge: '25%', unavailable: '25%', desired: 5, expected: [2, 1] },
    { surge: 1, unavailable: 0, desired: 3, expected: [1, 0] },
    { surge: '200%', unavailable: '100%', desired: 3, expected: [6, 3] },
  ])(
    'of $desired with surge $surge and unavailable $unavailable are $expected',
    ({ surge, unavailable, desired, expected }) => {
      const { maxSurge, maxUnavailable } = resolveFenceposts(surge, unavailable, desired);
      expect([maxSurge, maxUnavailable]).toEqual(expected);
    },
  );

  it('are never both zero, and a percentage never gives less surge or more unavailable pods than its share', () => {
    const percent = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(percent, percent, fc.integer({ min: 0, max: 1000 }), (surge, unavailable, desired) => {
        const { maxSurge, maxUnavailable } = resolveFenceposts(`${surge}%`, `${unavailable}%`, desired);
        expect(maxSurge + maxUnavailable).toBeGreaterThan(0);
        expect(maxSurge * 100).toBeGreaterThanOrEqual(surge * desired);
        if (maxSurge > 0) expect(maxUnavailable * 100).toBeLessThanOrEqual(unavailable * desired);
      }),
    );
  });

  it('that are no number and no percentage are refused', () => {
    expect(() => resolveFenceposts('1.5', 0, 3)).toThrow('a number or a percentage');
  });
});
