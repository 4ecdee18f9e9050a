import { describe, expect, it } from '@jest/globals';
import { comparison } from '../../trace/compare.ts';
import { difference } from '../../trace/difference.ts';

describe('the difference of two traces', () => {
  it('is nothing when they are equal', () => {
    expect(difference({ a: [1] }, { a: [1] })).toBe('');
  });

  it('is told line by line', () => {
    expect(difference({ a: 1, b: 2 }, { a: 1, b: 3 })).toContain('-  "b": 2\n+  "b": 3');
  });
});

describe('the comparison of two clusters', () => {
  it('is equal where both answered alike', () => {
    expect(comparison('a case', { a: 1 }, { a: 1 })).toEqual({ name: 'a case', equal: true, difference: '' });
  });

  it('is not equal where the case failed alike on both, for nothing was compared', () => {
    const failed = { failed: 'no such target' };
    expect(comparison('a case', failed, failed)).toEqual({
      name: 'a case',
      equal: false,
      difference: 'It failed on both clusters: "no such target"',
    });
  });
});
