import { describe, expect, it } from '@jest/globals';
import type { Account } from '../../../../engine/approval/account.ts';
import type { CommitFacts, Signature } from '../../../../engine/approval/commits.ts';
import { peopleOf } from '../../../../engine/approval/people.ts';

const account = (id: number): Account => ({ id, login: `account-${id}` });
const by = (email: string, id?: number): Signature => ({
  account: id === undefined ? undefined : account(id),
  name: email.split('@')[0] ?? '',
  email,
});
const commit = (author: Signature, committer = author, message = 'feat: x', sha = 'a'.repeat(40)): CommitFacts => ({
  sha,
  message,
  author,
  committer,
});
const mina = by('mina@example.com', 1);
const trailed = (...trailers: readonly string[]) => commit(mina, mina, ['feat: x', '', ...trailers].join('\n'));
const ids = (...commits: readonly CommitFacts[]) => peopleOf(commits).accounts.map(({ id }) => id);
const unnamed = (...commits: readonly CommitFacts[]) => peopleOf(commits).unnamed.map(({ email }) => email);

describe('the people of commits', () => {
  it('are authors and committers, each once by number', () => {
    const renamed: Signature = { ...mina, account: { id: 1, login: 'renamed' } };
    expect(ids(commit(mina, by('omar@example.com', 2)), commit(renamed))).toEqual([1, 2]);
  });

  it.each([
    ['of an address that GitHub has linked in another commit', 'Co-authored-by: Omar <omar@Example.com>', 2],
    ['of an address that tells the number', 'Co-authored-by: Eva <77+eva@users.noreply.github.com>', 77],
    ['in any case and anywhere in the message', 'CO-AUTHORED-BY:Eva<77+eva@users.noreply.github.com> ', 77],
  ])('are co-authors %s', (_, trailer, id) => {
    const found = peopleOf([trailed(trailer, 'and more'), commit(by('OMAR@example.com', 2))]);
    expect(found.accounts.map((one) => one.id)).toContain(id);
    expect(found.unnamed).toEqual([]);
  });

  it.each([
    ['an author', commit(by('x@nowhere'), mina), 'x@nowhere'],
    ['a committer', commit(mina, by('x@nowhere')), 'x@nowhere'],
    ['a co-author', trailed('Co-authored-by: X <x@nowhere>'), 'x@nowhere'],
    [
      'a co-author with no number in the address',
      trailed('Co-authored-by: X <x@users.noreply.github.com>'),
      'x@users.noreply.github.com',
    ],
    ['a co-author without an address', trailed('Co-authored-by: X'), ''],
    [
      'a co-author whose address is that of another server',
      trailed('Co-authored-by: X <7+x@users.noreply.github.com.evil>'),
      '7+x@users.noreply.github.com.evil',
    ],
  ])('lack %s whom GitHub does not know', (_, facts, email) => {
    expect(unnamed(facts)).toEqual([email]);
    expect(ids(facts)).toEqual([1]);
  });

  it('are not those whom a sentence tells of', () => {
    expect(unnamed(trailed('It was co-authored-by: X <x@nowhere>'))).toEqual([]);
    expect(unnamed(trailed('  co-authored-by: X <x@nowhere>'))).toEqual(['x@nowhere']);
  });

  it('are told once a commit, with its id', () => {
    const other = commit(by('x@nowhere'), by('x@nowhere'), 'fix: y', 'b'.repeat(40));
    expect(peopleOf([commit(by('x@nowhere')), other]).unnamed.map(({ sha }) => sha[0])).toEqual(['a', 'b']);
  });

  it('are found in a long message in no time', () => {
    const started = process.cpuUsage().user;
    expect(unnamed(trailed(`Co-authored-by:${' '.repeat(200_000)}x<`))).toHaveLength(1);
    expect(process.cpuUsage().user - started).toBeLessThan(1_000_000);
  });
});
