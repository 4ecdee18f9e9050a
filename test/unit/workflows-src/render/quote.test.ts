import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { emit } from '../../../../workflows-src/render/emit.ts';
import { quote } from '../../../../workflows-src/render/quote.ts';
import { entry, mapping, scalar, sequence } from '../../../../workflows-src/render/yaml-node.ts';

/** Texts that one YAML or the other reads as something else, and pieces that break a plain scalar. */
const TRAPS = [
  'on yes no off y n true false null ~ = << 012 0o7 0x1F 1_000 12:30:00 1e3 E0 e+7 .inf -.INF .NaN +1 -1 . 1.5 2026-11-23'.split(
    ' ',
  ),
  [
    '',
    ' ',
    'a: b',
    'a #b',
    '# a',
    '- a',
    '? a',
    ': a',
    'a:',
    'a ',
    ' a',
    '*a',
    '&a',
    '!a',
    '%a',
    '@a',
    '`a',
    '{a',
    '[a',
  ],
  [
    "it's",
    '"a"',
    'a\tb',
    '\ta',
    'a\nb',
    'a\n',
    '\na',
    'a\n\n',
    'a\n \nb',
    'a\r\nb',
    '\u0085',
    '\u2028',
    '\ufeff',
    '\ud800',
  ],
  ['${{ a }}', "${{ a && 'b: c' }}", '|', '>', '>-', '---', '...', '!cancelled()', 'é', '🚀', 'ON', 'Yes', 'NULL'],
].flat();

const anyText = fc.oneof(
  fc.constantFrom(...TRAPS),
  fc.string({ unit: 'binary' }),
  fc.array(fc.oneof(fc.constantFrom(...TRAPS), fc.string()), { maxLength: 4 }).map((parts) => parts.join('')),
);

const read = (text: string, version: '1.1' | '1.2'): unknown => parse(text, { version, uniqueKeys: false });

describe('quoting', () => {
  it.each(['1.1', '1.2'] as const)('gives back exactly the text to a reader of YAML %s', (version) => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(read(`${quote(text)}\n`, version)).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['1.1', '1.2'] as const)('holds for keys, values, items and blocks of a file in YAML %s', (version) => {
    fc.assert(
      fc.property(anyText, anyText, (key, value) => {
        const { text } = emit(
          mapping(
            entry(
              'top',
              mapping(entry(`k${key}`, value), entry('list', sequence([scalar(value), mapping(entry('a', value))]))),
            ),
            entry('last', value),
          ),
          [],
        );
        expect(read(text, version)).toEqual({ top: { [`k${key}`]: value, list: [value, { a: value }] }, last: value });
      }),
      { numRuns: 1000 },
    );
  });

  it.each(TRAPS)('holds for %j as a value and as a key', (text) => {
    for (const version of ['1.1', '1.2'] as const) {
      expect(read(`x: ${quote(text)}\n`, version)).toEqual({ x: text });
      expect(read(`${quote(text)}: x\n`, version)).toEqual({ [text]: 'x' });
    }
  });

  it('leaves what people write every day as it is', () => {
    for (const text of [
      'ubuntu-24.04',
      './actions/rollout',
      'npm ci',
      "${{ a == 'b' }}",
      'feature/**',
      'a@b # c'.slice(0, 3),
    ]) {
      expect(quote(text)).toBe(text);
    }
  });
});
