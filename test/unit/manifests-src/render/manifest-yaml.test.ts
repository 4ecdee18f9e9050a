import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { readDocuments } from '../../../../engine/kubernetes-yaml.ts';
import { manifestYaml } from '../../../../manifests-src/render/manifest-yaml.ts';

const TRAPS =
  'E0 e+7 1e3 1E3 0o7 0x1F 0X1F 0B11 +_1 012 08 1_000 12:30:00 2026-01-01 2026-01-01T00:00:00Z yes no on off y n ~ null true .inf .NaN = << : - ? + . .5 5. +1 -0'.split(
    ' ',
  );
const anyText = fc.oneof(
  fc.constantFrom(...TRAPS, '', ' ', 'a: b', '# a', "it's", 'a\nb', 'a\u2028b', '\u0085', '\ufeff', '"'),
  fc.string({ unit: 'binary' }).filter((text) => !/\p{Surrogate}/u.test(text)),
  fc.stringMatching(/^[-+.0-9eExXoO_:]{1,8}$/),
);

describe('a text of a manifest', () => {
  it.each(TRAPS)('%s is read as that text by readers of YAML 1.1 and 1.2', (text) => {
    for (const version of ['1.1', '1.2'] as const)
      expect(parse(manifestYaml({ [`k${text}`]: text }), { version })).toEqual({ [`k${text}`]: text });
  });

  it.each(TRAPS)('%s is read as that text by Kubernetes', (text) => {
    const value = { [`k${text}`]: text };
    expect(readDocuments(manifestYaml(value))).toEqual([{ kind: 'value', value }]);
  });

  it.each(['1.1', '1.2'] as const)('is read as it was written, whatever it is, in YAML %s', (version) => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(parse(manifestYaml({ value: text, list: [text] }), { version })).toEqual({ value: text, list: [text] });
      }),
      { numRuns: 1000 },
    );
  });
});
