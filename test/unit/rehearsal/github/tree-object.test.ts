import { describe, expect, it } from '@jest/globals';
import { readTree } from '../../../../rehearsal/github/tree-object.ts';

/** Ids of zeros and spaces: only their length tells where the next entry begins. */
const tree = (...entries: readonly string[]): Buffer =>
  Buffer.concat(entries.map((entry, at) => Buffer.concat([Buffer.from(`${entry}\0`), Buffer.alloc(20, at * 32)])));

describe('a tree as git stores it', () => {
  it('tells mode and whole name of each entry, in order', () => {
    expect(readTree(tree('100644 a', '100755 a b', '40000 ü', '120000 z'))).toEqual([
      { mode: '100644', name: 'a', sha: '00'.repeat(20) },
      { mode: '100755', name: 'a b', sha: '20'.repeat(20) },
      { mode: '40000', name: 'ü', sha: '40'.repeat(20) },
      { mode: '120000', name: 'z', sha: '60'.repeat(20) },
    ]);
  });

  it('may be empty', () => {
    expect(readTree(tree())).toEqual([]);
  });
});
