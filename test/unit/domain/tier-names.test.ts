import { describe, expect, it } from '@jest/globals';
import { MISTAKES, RIGHT } from '../../types/tier-mistakes.ts';

describe('a tier that there is not', () => {
  it.each(Object.entries(MISTAKES))('is refused in the data, too: %s', (_, mistake) => {
    expect(mistake).toThrow(/There is no such tier; did you mean "(live|dev)"/);
  });

  it('is none of those that are named rightly', () => {
    expect(RIGHT({ live: { A: '1' } })).toHaveLength(4);
  });
});
