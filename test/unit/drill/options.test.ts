import { describe, expect, it } from '@jest/globals';
import { parseOptions } from '../../drill/options.ts';

describe('options of the drill', () => {
  it('plays everything with two processes and the seed that it is given', () => {
    expect(parseOptions([], 5)).toEqual({
      list: false,
      only: [],
      sample: undefined,
      seed: 5,
      all: false,
      result: undefined,
      processes: 2,
    });
  });

  it("takes a sample by a seed of one's own", () => {
    expect(parseOptions(['--sample', '15', '--seed', '0'], 5)).toMatchObject({ sample: 15, seed: 0 });
  });

  it('refuses what is no number, and what it does not know', () => {
    expect(() => parseOptions(['--sample', 'all'], 5)).toThrow('--sample is "all"; wanted a whole number, 1 or more.');
    expect(() => parseOptions(['--sample', '0'], 5)).toThrow('wanted a whole number, 1 or more');
    expect(() => parseOptions(['--fast'], 5)).toThrow(/--fast/);
  });
});
