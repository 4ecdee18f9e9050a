import { describe, expect, it } from '@jest/globals';
import type { BranchRule, EnvironmentRules } from '../../../../engine/approval/environments.ts';
import { judgeProtection } from '../../../../engine/approval/protection.ts';

const wanted = { gate: 'production-approval', environment: 'production', branch: 'main' };
const main: BranchRule = { kind: 'custom', admitted: [{ kind: 'branch', pattern: 'main' }] };
const gate: EnvironmentRules = {
  name: wanted.gate,
  reviewers: ['mina', 'operators'],
  selfReview: 'refused',
  bypass: 'refused',
  branches: main,
};
const environment: EnvironmentRules = { ...gate, name: wanted.environment, reviewers: [] };

describe('the protection of a tier', () => {
  it('holds with reviewers at the gate and one branch in both environments', () => {
    expect(judgeProtection(wanted, { gate, environment })).toEqual({
      reviewers: ['mina', 'operators'],
      problems: [],
      notes: [],
    });
  });

  it('fails when an environment is missing, which GitHub would create without rules', () => {
    const { problems } = judgeProtection(wanted, { gate: undefined, environment: undefined });
    expect(problems).toEqual([
      expect.stringMatching(/no environment "production-approval".*Create it/),
      expect.stringMatching(/no environment "production".*Create it/),
    ]);
  });

  it('fails when nobody would be asked', () => {
    const { problems } = judgeProtection(wanted, { gate: { ...gate, reviewers: [] }, environment });
    expect(problems).toEqual([expect.stringContaining('no required reviewers')]);
  });

  it.each<[string, BranchRule, RegExp]>([
    ['every branch', { kind: 'any' }, /admits every branch/],
    ['whatever is protected', { kind: 'protected' }, /every protected branch/],
    ['no branch', { kind: 'custom', admitted: [] }, /admits nothing/],
    ['a pattern', { kind: 'custom', admitted: [{ kind: 'branch', pattern: 'ma*' }] }, /the branch "ma\*"/],
    ['a tag of that name', { kind: 'custom', admitted: [{ kind: 'tag', pattern: 'main' }] }, /the tag "main"/],
    [
      'another branch too',
      { kind: 'custom', admitted: [...main.admitted, { kind: 'branch', pattern: 'release/*' }] },
      /the branch "main", the branch "release\/\*"/,
    ],
  ])('fails when an environment admits %s', (_, branches, sentence) => {
    for (const observed of [
      { gate: { ...gate, branches }, environment },
      { gate, environment: { ...environment, branches } },
    ]) {
      expect(judgeProtection(wanted, observed).problems).toEqual([expect.stringMatching(sentence)]);
    }
  });

  it('notes what weakens it: self-review, and administrators', () => {
    const weak: EnvironmentRules = { ...gate, selfReview: 'possible', bypass: 'possible' };
    const { problems, notes } = judgeProtection(wanted, { gate: weak, environment });
    expect(problems).toEqual([]);
    expect(notes).toHaveLength(2);
  });
});
