import { describe, expect, it } from '@jest/globals';
import { modeIn } from '../../../../rehearsal/github/tree-object.ts';

/** Ids of zeros and spaces: only their length tells where the next entry begins. */
const tree = (...entries: readonly string[]): Buffer =>
  Buffer.concat(entries.map((entry, at) => Buffer.concat([Buffer.from(`${entry}\0`), Buffer.alloc(20, at * 32)])));

describe('a tree as git stores it', () => {
  it('tells the mode of each entry by its whole name', () => {
    const read = tree('100644 a', '100755 a b', '40000 ü', '120000 z');
    expect(['a', 'a b', 'ü', 'z'].map((name) => modeIn(read, name))).toEqual(['100644', '100755', '40000', '120000']);
  });

  it('knows nothing of other names', () => {
    expect(modeIn(tree('100644 ab', '100644 b'), 'a')).toBeUndefined();
    expect(modeIn(tree(), 'a')).toBeUndefined();
  });
});
