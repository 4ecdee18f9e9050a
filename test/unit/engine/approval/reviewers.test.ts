import { describe, expect, it } from '@jest/globals';
import type { Reviewer } from '../../../../engine/approval/environments.ts';
import { nobodyIsLeft, reviewerRefusals } from '../../../../engine/approval/reviewers.ts';

const user = (name: string, id = 1): Reviewer => ({ kind: 'user', id, name });
const team = (name: string): Reviewer => ({ kind: 'team', id: 1, name });
const said = (reviewers: readonly Reviewer[], ...by: Parameters<typeof reviewerRefusals>[1]) =>
  reviewerRefusals({ name: 'gate', reviewers }, by).map(({ code, sentence }) => [code, sentence]);

describe('the reviewers of a gate', () => {
  it('are those of the delivery, in any order and case', () => {
    expect(said([user('Mina'), team('ops')], { kind: 'team', name: 'Ops' }, { kind: 'user', name: 'mina' })).toEqual(
      [],
    );
  });

  it('lack somebody whom the delivery names', () => {
    expect(said([team('ops')], { kind: 'team', name: 'ops' }, { kind: 'user', name: 'mina' })).toEqual([
      ['reviewer-missing', expect.stringContaining('the user "mina"')],
    ]);
  });

  it('are more than the delivery names, who would decide alone', () => {
    expect(said([team('ops'), team('interns')], { kind: 'team', name: 'ops' })).toEqual([
      ['reviewer-additional', expect.stringContaining('the team "interns"')],
    ]);
  });

  it('are never a user in place of a team of that name', () => {
    expect(said([user('ops')], { kind: 'team', name: 'ops' }).map(([code]) => code)).toEqual([
      'reviewer-missing',
      'reviewer-additional',
    ]);
  });

  it('are asked by nobody where there are none', () => {
    expect(said([], { kind: 'team', name: 'ops' })).toEqual([
      ['reviewers-missing', expect.stringContaining('the team "ops"')],
    ]);
  });
});

describe('who is left to approve', () => {
  it('is nobody when every reviewer is barred, by number', () => {
    expect(nobodyIsLeft([user('mina', 1)], [{ id: 1 }])).toBe(true);
    expect(nobodyIsLeft([user('mina', 1), user('omar', 2)], [{ id: 1 }])).toBe(false);
  });

  it('is somebody when there is a team, whose members cannot be seen', () => {
    expect(nobodyIsLeft([team('ops')], [{ id: 1 }])).toBe(false);
  });

  it('is no question where nobody is asked', () => {
    expect(nobodyIsLeft([], [])).toBe(false);
  });
});
