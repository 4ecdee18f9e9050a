import { describe, expect, it } from '@jest/globals';
import { readCommit } from '../../../../rehearsal/github/commit-object.ts';

const commit = (...lines: readonly string[]) => readCommit('id', Buffer.from(lines.join('\n')));
const STAMPS = ['author Mina K <mina@example.com> 1772355600 +0900', 'committer GitHub <> 1772355660 -0330'];

describe('a commit as git stores it', () => {
  it('has its tree, its parents in order, and who did it when in UTC', () => {
    expect(commit('tree a', 'parent b', 'parent c', ...STAMPS, '', 'Title', '', 'Body', '')).toEqual({
      sha: 'id',
      tree: 'a',
      parents: ['b', 'c'],
      author: { name: 'Mina K', email: 'mina@example.com', date: '2026-03-01T09:00:00Z' },
      committer: { name: 'GitHub', email: '', date: '2026-03-01T09:01:00Z' },
      message: 'Title\n\nBody',
    });
  });

  it('takes nothing from a signature or from the message for a header', () => {
    const read = commit('tree a', ...STAMPS, 'gpgsig -----BEGIN', ' parent x', ' -----END', '', 'parent y', 'tree z');
    expect(read.parents).toEqual([]);
    expect(read.tree).toBe('a');
    expect(read.message).toBe('parent y\ntree z');
  });
});
