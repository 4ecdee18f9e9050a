import { describe, expect, it } from '@jest/globals';
import { inUnit, ticksUpTo } from '../../../../own/preview/scale.ts';

describe('the scale of a panel', () => {
  it.each([
    [0, [0, 1]],
    [4, [0, 1, 2, 3, 4]],
    [4.1, [0, 2, 4, 6]],
    [0.081, [0, 0.025, 0.05, 0.075, 0.1]],
    [900, [0, 250, 500, 750, 1000]],
  ])('up to %d has %j', (largest, ticks) => expect(ticksUpTo(largest)).toEqual(ticks));

  it.each([
    [0.0417, 'seconds', '41.7 ms'],
    [1, 'seconds', '1 s'],
    [0, 'seconds', '0 s'],
    [0.051, 'part', '5.1 %'],
    [3 * 2 ** 20, 'bytes', '3 MiB'],
    [5.533, 'requests per second', '5.53/s'],
    [0.2, 'cores', '0.2'],
    [1943.4, 'count', '1940'],
  ] as const)('writes %d %s as %s', (value, unit, text) => expect(inUnit(value, unit)).toBe(text));
});
