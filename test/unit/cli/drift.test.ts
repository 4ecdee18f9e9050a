import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { describeDrift, findDrift, findOrphans } from '../../../cli/drift.ts';

const file = {
  path: 'a.yml',
  content: 'one\ntwo\nthree\n',
  source: 'a.ts > a',
  sections: [{ line: 2, source: 'a.ts > two' }],
};

describe('drift', () => {
  it('is not found in an unchanged file', () => {
    expect(findDrift([file], () => file.content)).toEqual([]);
  });

  it('is named by file, line and the symbol that makes the line', () => {
    const [drift] = findDrift([file], () => 'one\ntwo\nthere\n');
    expect(drift && describeDrift(drift)).toBe(
      'a.yml:3 differs from its source\n  wanted: "three"\n  found:  "there"\n  source: a.ts > two',
    );
  });

  it('is found for any one changed byte', () => {
    fc.assert(
      fc.property(fc.nat({ max: file.content.length - 1 }), fc.constantFrom('x', '\n', ' ', '\r'), (at, byte) => {
        const text = file.content.slice(0, at) + byte + file.content.slice(at + 1);
        expect(findDrift([file], () => text).length).toBe(text === file.content ? 0 : 1);
      }),
    );
  });

  it('is a missing file, and a file that nothing makes any more', () => {
    expect(findDrift([file], () => undefined)).toMatchObject([{ message: 'is missing' }]);
    expect(findOrphans([file], ['a.yml', 'old.yml'])).toMatchObject([{ path: 'old.yml' }]);
  });
});
