import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readDocuments } from '../../../engine/kubernetes-yaml.ts';

/** What a real kubectl said of each word; `test/clients/record-words.ts` asks it again. */
const { words }: { readonly words: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(new URL('kubectl-words.json', import.meta.url), 'utf8'),
);

const read = (text: string): unknown => {
  const [document] = readDocuments(text);
  return document?.kind === 'value' ? document.value : document?.message;
};
const asJson = (value: unknown): string => (typeof value === 'bigint' ? String(Number(value)) : JSON.stringify(value));

/** What kubectl prints of a number of 64 bits, JavaScript does not read exactly. */
const printed = (json: string): string => (/^-?\d{16,}$/.test(json) ? String(Number(json)) : json);

describe('a word of a manifest', () => {
  it.each(Object.entries(words).filter(([, json]) => json !== 'refused'))(
    '%j is %s to us, as to kubectl',
    (word, json) => {
      const value = (read(`v: ${word}\n`) as { readonly v: unknown }).v;
      expect(asJson(value)).toBe(printed(json));
    },
  );

  it.each(Object.entries(words).filter(([, json]) => json === 'refused'))('%j is refused', (word) => {
    const [document] = readDocuments(`v: ${word}\n`);
    expect(document?.kind).toBe('problem');
  });

  it('keeps whole numbers of 64 bits exact', () => {
    expect(read('[9007199254740993, -9223372036854775808, 0x20000000000001, 9007199254740991]')).toEqual([
      9007199254740993n,
      -9223372036854775808n,
      9007199254740993n,
      9007199254740991,
    ]);
  });
});

describe('a document of manifests', () => {
  it('has texts as keys, whatever they are written as', () => {
    expect(read('on: 1\n0x10: 2\n1_0: 3\n1e3: 4\n10:30: 5\n')).toEqual({ true: 1, 16: 2, 10: 3, 1000: 4, '10:30': 5 });
  });

  it.each([
    ['~: 1', 'A key is a text; found null'],
    ['[a]: 1', 'A key is a text; found ["a"]'],
    ['v: !!int abc', '"abc" is no !!int at line 1, column 4:'],
    ['v: !!bool maybe', '"maybe" is no !!bool at line 1, column 4:'],
    ['v: .inf', 'JSON has no such number: .inf at line 1, column 4:'],
    ['a: 1\na: 2', 'Map keys must be unique at line 2, column 1:'],
  ])('%j is refused with the reason', (text, sentence) => {
    expect(read(text)).toBe(sentence);
  });

  it('takes what << names, less than what it says itself', () => {
    expect(read('x: &x {a: 1, b: 1}\nz: {<<: *x, b: 2}\n')).toEqual({ x: { a: 1, b: 1 }, z: { a: 1, b: 2 } });
  });

  it('is left out when it is empty', () => {
    expect(readDocuments('---\n# nothing\n---\na: 1\n---\n')).toEqual([{ kind: 'value', value: { a: 1 } }]);
  });
});
