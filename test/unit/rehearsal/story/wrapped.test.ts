import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wrapped } from '../../../../rehearsal/story/wrapped.ts';

describe('wrapping', () => {
  it('keeps every word, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,30}$/)), fc.integer({ min: 1, max: 120 }), (words, columns) => {
        expect(wrapped(words.join(' '), '  ', columns).split(/\s+/).filter(Boolean)).toEqual(words);
      }),
    );
  });

  it('stays within the columns where the words allow it', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,15}$/)), fc.integer({ min: 24, max: 120 }), (words, columns) => {
        for (const line of wrapped(words.join(' '), '    ', columns).split('\n'))
          expect(line.length).toBeLessThanOrEqual(columns);
      }),
    );
  });

  it('fills a line to its last column, and has room for 20 letters on the narrowest terminal', () => {
    expect(wrapped(`${'a'.repeat(12)} ${'b'.repeat(9)} c`, '  ', 24)).toBe(`  ${'a'.repeat(12)} ${'b'.repeat(9)}\n  c`);
    expect(wrapped(`${'a'.repeat(12)} ${'b'.repeat(10)}`, '  ', 24)).toContain('\n');
    expect(wrapped('aaaaaaaaa bbbbbbbbbb', '  ', 1)).toBe('  aaaaaaaaa bbbbbbbbbb');
    expect(wrapped('aaaaaaaaaa bbbbbbbbbb', '  ', 1)).toContain('\n');
  });

  it('leaves plain output in one line', () => {
    expect(wrapped('a '.repeat(200), '', undefined)).not.toContain('\n');
  });
});
