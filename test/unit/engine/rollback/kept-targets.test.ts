import { describe, expect, it } from '@jest/globals';
import { parseCommitSha } from '../../../../domain/commit.ts';
import { digestOf } from '../../../../domain/digest.ts';
import { chooseKept, keptTargets } from '../../../../engine/rollback/kept-targets.ts';
import type { HistoryEntry, StateOfEntry } from '../../../../engine/rollout/state/history.ts';

const entry = (name: string, state: StateOfEntry, commit?: string): HistoryEntry => ({
  key: digestOf(name),
  state,
  release: undefined,
  commit: commit === undefined ? undefined : parseCommitSha(commit.repeat(40)),
  at: '2026-11-23T12:00:00.000Z',
  objects: [],
});
const history = [
  entry('four', 'good', 'd'),
  entry('three', 'failed', 'c'),
  entry('two', 'good', 'b'),
  entry('one', 'found'),
];
const running = digestOf('four');
const named = (to: string) => {
  const choice = chooseKept(history, running, to);
  return choice.kind === 'state' ? choice.entry.key : choice.sentence;
};

describe('what a rollback can return to', () => {
  it('is what was good and does not run, the newest first', () => {
    expect(keptTargets(history, running).map(({ key }) => key)).toEqual([digestOf('two'), digestOf('one')]);
  });

  it('is the last good state when none is named', () => {
    expect(named('')).toBe(digestOf('two'));
  });

  it('is named by digest or commit, whole or shortened', () => {
    expect(named(digestOf('one'))).toBe(digestOf('one'));
    expect(named(digestOf('one').slice(0, 19))).toBe(digestOf('one'));
    expect(named(digestOf('one').slice(7, 19))).toBe(digestOf('one'));
    expect(named('b'.repeat(40))).toBe(digestOf('two'));
    expect(named('bbbbbbb')).toBe(digestOf('two'));
  });

  it.each([
    ['ccccccc', /not good \(failed\)/],
    ['eeeeeee', /has no "eeeeeee"\. See what it has with --list/],
    ['4711', /id of a deployment record.*GitHub/],
    ['v1.2.3', /neither a digest nor a commit/],
    ['sha256:', /neither a digest nor a commit/],
  ])('is not "%s"', (to, says) => {
    expect(named(to)).toMatch(says);
  });

  it('is not guessed where two are meant', () => {
    const twice = [entry('one', 'good', 'a'), entry('two', 'good', 'a')];
    expect(chooseKept(twice, undefined, 'aaaaaaa')).toMatchObject({
      sentence: expect.stringContaining('names 2 states'),
    });
  });

  it('is nothing in an empty history', () => {
    expect(chooseKept([], undefined, '')).toMatchObject({ kind: 'none' });
  });
});
