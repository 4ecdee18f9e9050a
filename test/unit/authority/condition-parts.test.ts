import { describe, expect, it } from '@jest/globals';
import { shortened } from '../../authority/condition-parts.ts';

describe('a condition without one of its parts', () => {
  it('is each of what it asks, dropped in turn', () => {
    expect(shortened("a == '1' && b.startsWith('x') && c in ['p', 'q']")).toEqual([
      { part: "a == '1'", condition: "b.startsWith('x') && c in ['p', 'q']" },
      { part: "b.startsWith('x')", condition: "a == '1' && c in ['p', 'q']" },
      { part: "c in ['p', 'q']", condition: "a == '1' && b.startsWith('x')" },
    ]);
  });

  it('is each occasion, and each part of one', () => {
    expect(shortened('a && ((b && c) || d)')).toEqual([
      { part: 'a', condition: '((b && c) || d)' },
      { part: '(b && c)', condition: 'a && (d)' },
      { part: 'b', of: '(b && c)', condition: 'a && ((c) || d)' },
      { part: 'c', of: '(b && c)', condition: 'a && ((b) || d)' },
      { part: 'd', condition: 'a && ((b && c))' },
    ]);
  });

  it('looks into no text', () => {
    expect(shortened("a == 'x && y' && b == '\\'(' && c").map(({ part }) => part)).toEqual([
      "a == 'x && y'",
      "b == '\\'('",
      'c',
    ]);
  });
});
