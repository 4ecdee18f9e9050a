import { describe, expect, it } from '@jest/globals';
import { sample } from '../../drill/sample.ts';

const NUMBERS = Array.from({ length: 100 }, (_, index) => index);

describe('a sample', () => {
  it('is the same for the same seed, and another one for another', () => {
    expect(sample(NUMBERS, 15, 7)).toEqual(sample(NUMBERS, 15, 7));
    expect(sample(NUMBERS, 15, 7)).not.toEqual(sample(NUMBERS, 15, 8));
  });

  it('has none twice, and all where there are no more', () => {
    expect(new Set(sample(NUMBERS, 15, 7)).size).toBe(15);
    expect([...sample(NUMBERS, 200, 7)].sort((one, other) => one - other)).toEqual(NUMBERS);
  });
});
