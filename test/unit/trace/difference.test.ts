import { describe, expect, it } from '@jest/globals';
import { difference } from '../../trace/difference.ts';

describe('the difference of two traces', () => {
  it('is nothing when they are equal', () => {
    expect(difference({ a: [1] }, { a: [1] })).toBe('');
  });

  it('is told line by line', () => {
    expect(difference({ a: 1, b: 2 }, { a: 1, b: 3 })).toContain('-  "b": 2\n+  "b": 3');
  });
});
