import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readPairs } from '../../../../rehearsal/runner/file-command.ts';
import { Masks } from '../../../../rehearsal/runner/masks.ts';
import { parseCommand } from '../../../../rehearsal/runner/workflow-command.ts';

const pairsOf = (text: string): [string, string][] => {
  const pairs: [string, string][] = [];
  readPairs(text, (name, value) => pairs.push([name, value]));
  return pairs;
};
const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_-]{0,10}$/);

describe('pairs of a file command', () => {
  it('any value comes back from a heredoc whose delimiter it does not hold', () => {
    fc.assert(
      fc.property(name, fc.string(), (key, value) => {
        expect(pairsOf(`${key}<<ghadelimiter\n${value}\nghadelimiter\n`)).toEqual([[key, value]]);
      }),
    );
  });

  it('any value of one line comes back from name=value', () => {
    fc.assert(
      fc.property(name, fc.stringMatching(/^[^\n]*$/), (key, value) => {
        expect(pairsOf(`${key}=${value}\n`)).toEqual([[key, value]]);
      }),
    );
  });

  it.each([
    ['a<<\nb\n', 'delimiter must not be empty'],
    ['<<E\nb\nE\n', 'Name must not be empty'],
    ['a<<E\nb\n', "Matching delimiter not found 'E'"],
    ['a<<E\nb', 'EOF marker missing new line'],
    ['abc\n', "Invalid format 'abc'"],
  ])('refuses %j', (text, reason) => {
    expect(() => pairsOf(text)).toThrow(reason);
  });

  it('keeps what stood before a malformed line', () => {
    const pairs: string[] = [];
    expect(() => readPairs('a=1\nbad\n', (key) => pairs.push(key))).toThrow();
    expect(pairs).toEqual(['a']);
  });
});

describe('masks', () => {
  it('no added value is ever left in a text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 4 }), { maxLength: 4 }),
        fc.string(),
        fc.string(),
        (values, head, tail) => {
          const masks = new Masks();
          for (const value of values) masks.add(value);
          const hidden = masks.hide(head + values.join('') + tail);
          for (const value of values)
            if (value.trim() !== '' && !value.includes('*')) expect(hidden).not.toContain(value);
        },
      ),
    );
  });

  it('a text without secrets is unchanged, values that overlap become one', () => {
    const masks = new Masks();
    masks.add('abcd');
    masks.add('cdef');
    expect(masks.hide('nothing here')).toBe('nothing here');
    expect(masks.hide('xabcdefx abcdabcd')).toBe('x***x ***');
  });

  it('hides each line of a value, and its quoted, escaped and encoded forms', () => {
    const masks = new Masks();
    masks.add('first <line>\nsecond "line"');
    for (const form of [
      'first <line>',
      'first &lt;line&gt;',
      'second \\"line\\"',
      encodeURIComponent('first <line>'),
    ]) {
      expect(masks.hide(`[${form}]`)).toBe('[***]');
    }
    masks.add(' \n ');
    expect(masks.hide('a b')).toBe('a b');
  });
});

describe('workflow commands', () => {
  const parse = (line: string) => parseCommand(line, (one) => ['error', 'group'].includes(one));

  it.each([
    ['::error::text', { name: 'error', properties: {}, data: 'text' }],
    ['  ::error file=a%2Cb,line=3::x%0Ay%25', { name: 'error', properties: { file: 'a,b', line: '3' }, data: 'x\ny%' }],
    ['::ERROR title=a b,line=::x::y', { name: 'error', properties: { title: 'a b' }, data: 'x::y' }],
    ['before ##[group]G', { name: 'group', properties: {}, data: 'G' }],
    ['text ::error::x', undefined],
    ['::unknown::x', undefined],
    ['::error', undefined],
    ['::::', undefined],
  ])('reads %j', (line, command) => {
    expect(parse(line)).toEqual(command);
  });
});
