import { describe, expect, it } from '@jest/globals';
import { parseCommitSha } from '../../../../domain/commit.ts';
import { digestOf } from '../../../../domain/digest.ts';
import { baseLine } from '../../../../engine/approval/base.ts';
import type { Change } from '../../../../engine/approval/change.ts';
import { describeChange } from '../../../../engine/approval/describe-change.ts';
import { judgeChange } from '../../../../engine/approval/judge-change.ts';
import { secondAttempt } from '../../../../engine/approval/second-attempt.ts';

const commit = parseCommitSha('a'.repeat(40));
const signed = (email: string, login?: string) => ({
  account: login === undefined ? undefined : { id: 1, login },
  name: 'Mina',
  email,
});
const made = (message: string, login?: string) => ({
  sha: 'b'.repeat(40),
  message,
  author: signed('mina@example.com', login),
  committer: signed('mina@example.com', login),
});
const change: Change = {
  base: { service: 'api', commit, release: 'sha256:1' },
  commits: [made('feat: x\n\nmore', 'mina')],
  people: { accounts: [{ id: 1, login: 'mina' }], unnamed: [] },
};
const nameless = { ...change, people: { accounts: [], unnamed: [{ sha: 'b'.repeat(40), name: 'X', email: 'x@y' }] } };

const to = { head: 'c'.repeat(40), release: digestOf('new'), askedBy: ['mina', 'omar', 'mina'] };

describe('a change', () => {
  it('is good where everybody is known', () => {
    expect(judgeChange(change, 'refused')).toEqual([]);
    expect(judgeChange({ ...change, commits: [] }, 'refused')).toEqual([]);
  });

  it('with a name that GitHub does not know is refused, unless the delivery says otherwise', () => {
    expect(judgeChange(nameless, 'refused')).toEqual([
      { code: 'commit-unnamed', sentence: expect.stringMatching(/^Commit bbbbbbb of api names X <x@y>/) },
    ]);
    expect(judgeChange(nameless, 'allowed')).toEqual([]);
  });

  it('from a commit that GitHub does not know is refused, whatever the delivery says', () => {
    const lost = { ...change, commits: undefined };
    for (const unnamed of ['refused', 'allowed'] as const)
      expect(judgeChange(lost, unnamed).map(({ code }) => code)).toEqual(['base-unknown']);
  });

  it('is shown to people, with who made it and who is not known', () => {
    const text = describeChange(
      { ...nameless, commits: [...(change.commits ?? []), made('fix: <b>y</b>')] },
      to,
    ).toString();
    expect(text).toContain('### api: aaaaaaa → ccccccc');
    expect(text).toContain(`Release sha256:1 → ${to.release}, asked for by mina, omar.`);
    expect(text).toContain('Commits that are new: 2.');
    expect(text).toContain('- bbbbbbb feat: x (mina)');
    expect(text).toContain('GitHub knows no account for:');
    expect(text).not.toContain('<b>');
    expect(text).not.toContain('more');
  });

  it('says how many commits are not shown', () => {
    const commits = Array.from({ length: 51 }, (_, index) => made(`feat: ${index}`, 'mina'));
    const text = describeChange({ ...change, commits }, to).toString();
    expect(text).toContain('new: 51, of which these are the last 50.');
    expect(text).not.toContain('feat: 0 ');
    expect(text).toContain('feat: 50 ');
    const all = describeChange({ ...change, commits: commits.slice(1) }, to).toString();
    expect(all).toContain('new: 50.');
  });

  it('of something that never ran says so', () => {
    const first = { ...change, base: { service: 'api', commit: undefined, release: undefined } };
    expect(describeChange(first, to).toString()).toContain('only what the new one has brought');
    expect(baseLine(first.base)).toBe('api none none');
    expect(baseLine(change.base)).toBe(`api ${commit} sha256:1`);
  });
});

describe('a gated run', () => {
  it('has one attempt, and says how to ask again', () => {
    expect(secondAttempt(1, 'gh workflow run x')).toEqual([]);
    expect(secondAttempt(2, 'gh workflow run x')).toEqual([
      { code: 'second-attempt', sentence: expect.stringMatching(/attempt 2 .* Ask again: gh workflow run x$/) },
    ]);
  });
});
