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
  const choice = chooseKept(history, running, { to });
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
    ['ccccccc', 'target-not-good', /not good \(failed\)/],
    [
      'eeeeeee',
      'not-in-history',
      /"eeeeeee" names no state.*; it can return to sha256:[0-9a-f]{12} \(commit bbbbbbb\), sha256:/,
    ],
    ['4711', 'not-in-history', /deployment records are for display/],
    ['47110815', 'not-in-history', /deployment records are for display/],
    ['dddddd', 'not-in-history', /names no state/],
    ['v1.2.3', 'not-in-history', /names no state/],
    ['sha256:', 'not-in-history', /names no state/],
    ['x'.repeat(5000), 'not-in-history', /^"x{80}…" names/],
  ])('is not "%s"', (to, reason, says) => {
    expect(chooseKept(history, running, { to })).toEqual({
      kind: 'none',
      reason,
      sentence: expect.stringMatching(says),
    });
  });

  it('is what somebody has left only when it is named', () => {
    const left = [entry('three', 'good'), entry('two', 'withdrawn', 'b'), entry('one', 'good')];
    expect(chooseKept(left, digestOf('three'), { to: '' })).toMatchObject({ entry: { key: digestOf('one') } });
    expect(chooseKept(left, digestOf('three'), { to: 'bbbbbbb' })).toMatchObject({ entry: { key: digestOf('two') } });
    expect(keptTargets(left, digestOf('three')).map(({ state }) => state)).toEqual(['withdrawn', 'good']);
  });

  it('is not guessed where two are meant', () => {
    const twice = [entry('one', 'good', 'a'), entry('two', 'good', 'a')];
    expect(chooseKept(twice, undefined, { to: 'aaaaaaa' })).toMatchObject({ reason: 'target-ambiguous' });
  });

  it('is no release of another repository, named or not', () => {
    const lying = (one: HistoryEntry, repository: string): HistoryEntry => ({
      ...one,
      release: { repository, digest: digestOf(one.key) },
    });
    const mixed = [
      lying(entry('evil', 'good', 'e'), 'r.example/dev/api'),
      lying(entry('good', 'good'), 'r.example/live/api'),
    ];
    const choose = (to: string, repository?: string) =>
      chooseKept([...mixed, entry('plain', 'found')], 'x', { to, repository });
    expect(choose('')).toMatchObject({ entry: { key: digestOf('evil') } });
    expect(choose('', 'r.example/live/api')).toMatchObject({ entry: { key: digestOf('good') } });
    expect(choose(digestOf('plain'), 'r.example/live/api')).toMatchObject({ entry: { key: digestOf('plain') } });
    expect(choose('eeeeeee', 'r.example/live/api')).toEqual({
      kind: 'none',
      reason: 'other-repository',
      sentence: expect.stringMatching(
        /"eeeeeee" lies in r\.example\/dev\/api, wanted one of r\.example\/live\/api; it can/,
      ),
    });
  });

  it('names a few of them to whoever named none of them', () => {
    const many = ['1', '2', '3', '4'].map((name) => entry(name, 'good'));
    expect(chooseKept(many, undefined, { to: 'x' })).toMatchObject({
      sentence: expect.stringMatching(/; it can return to (sha256:[0-9a-f]{12}(, |\.)){3}$/),
    });
  });

  it('is nothing in an empty history', () => {
    expect(chooseKept([], undefined, { to: '' })).toMatchObject({
      reason: 'no-earlier-release',
      sentence: expect.stringMatching(/nothing to return to; roll out a good release instead\.$/),
    });
  });
});
