import { describe, expect, it } from '@jest/globals';
import type { Account, AskingRun } from '../../../../engine/approval/account.ts';
import type { BranchRule, EnvironmentRules } from '../../../../engine/approval/environments.ts';
import { judgeProtection, type WantedProtection } from '../../../../engine/approval/protection.ts';

const [mina, omar] = [
  { kind: 'user', id: 1, name: 'mina' },
  { kind: 'user', id: 2, name: 'omar' },
] as const;
const operators = { kind: 'team', id: 7, name: 'operators' } as const;
const wanted: WantedProtection = {
  gate: 'production-approval',
  environment: 'production',
  branch: 'main',
  by: [
    { kind: 'user', name: 'Mina' },
    { kind: 'team', name: 'operators' },
  ],
  selfReview: 'refused',
  bypass: 'refused',
};
const main: BranchRule = { kind: 'custom', admitted: [{ kind: 'branch', pattern: 'main' }] };
const gate: EnvironmentRules = {
  name: wanted.gate,
  reviewers: [mina, operators],
  selfReview: 'refused',
  bypass: 'refused',
  branches: main,
};
const environment: EnvironmentRules = { ...gate, name: wanted.environment, reviewers: [] };
const started = (actor: number, triggeringActor = actor): AskingRun => ({
  attempt: 1,
  actor: { id: actor, login: `account-${actor}` },
  triggeringActor: { id: triggeringActor, login: `account-${triggeringActor}` },
  requester: undefined,
});
const run = started(9);

const codes = (
  want: Partial<WantedProtection>,
  rules: Partial<EnvironmentRules>,
  by = run,
  authors: readonly Account[] = [],
): readonly string[] =>
  judgeProtection({ ...wanted, ...want }, { gate: { ...gate, ...rules }, environment, run: by, authors }).map(
    ({ code }) => code,
  );

describe('the protection of a tier', () => {
  it('holds with the reviewers of the delivery at the gate and one branch in both environments', () => {
    expect(judgeProtection(wanted, { gate, environment, run, authors: [] })).toEqual([]);
  });

  it('fails when an environment is missing, which GitHub would create without rules', () => {
    expect(judgeProtection(wanted, { gate: undefined, environment: undefined, run, authors: [] })).toEqual([
      {
        code: 'environment-missing',
        sentence: expect.stringMatching(/no environment "production-approval".*Create it/),
      },
      { code: 'environment-missing', sentence: expect.stringMatching(/no environment "production".*Create it/) },
    ]);
  });

  it('fails when nobody would be asked', () => {
    expect(codes({}, { reviewers: [] })).toEqual(['reviewers-missing']);
    // What GitHub tells of self-review stands in the rule that is not there.
    expect(codes({}, { reviewers: [], selfReview: 'possible' })).toEqual(['reviewers-missing']);
  });

  it('fails when the gate is the environment of the rollout, whatever the case of its letters', () => {
    expect(codes({ gate: 'Production' }, {})).toEqual(['gate-is-environment']);
  });

  it('fails when somebody may go past it, unless the delivery says so', () => {
    expect(codes({}, { selfReview: 'possible' })).toEqual(['self-review-possible']);
    expect(codes({ selfReview: 'allowed' }, { selfReview: 'possible' })).toEqual([]);
    expect(codes({}, { bypass: 'possible' })).toEqual(['bypass-possible']);
    expect(codes({ bypass: 'allowed' }, { bypass: 'possible' })).toEqual([]);
  });

  it('fails when all reviewers started the run themselves', () => {
    const by = [{ kind: 'user', name: 'mina' }] as const;
    expect(codes({ by }, { reviewers: [mina] }, started(1))).toEqual(['nobody-can-approve']);
    expect(codes({ by }, { reviewers: [mina] }, started(9, 1))).toEqual(['nobody-can-approve']);
    expect(codes({ by }, { reviewers: [mina] })).toEqual([]);
    const two = [...by, { kind: 'user', name: 'omar' }] as const;
    expect(codes({ by: two }, { reviewers: [mina, omar] }, started(1))).toEqual([]);
    expect(codes({ by: two }, { reviewers: [mina, omar] }, started(1, 2))).toEqual(['nobody-can-approve']);
  });

  it('fails when all reviewers made what would be approved, unless the delivery lets them', () => {
    const by = [{ kind: 'user', name: 'mina' }] as const;
    const made = [{ id: 1, login: 'mina' }];
    expect(codes({ by }, { reviewers: [mina] }, run, made)).toEqual(['nobody-can-approve']);
    expect(codes({ by }, { reviewers: [mina] }, run, [{ id: 3, login: 'mina' }])).toEqual([]);
    expect(codes({ by }, { reviewers: [mina] }, { ...run, requester: made[0] }, [])).toEqual(['nobody-can-approve']);
    expect(codes({ by, selfReview: 'allowed' }, { reviewers: [mina] }, run, made)).toEqual([]);
  });

  it('lets people approve alone where both the delivery and the environment say so', () => {
    const alone = { by: [{ kind: 'user', name: 'mina' }], selfReview: 'allowed' } as const;
    expect(codes(alone, { reviewers: [mina], selfReview: 'possible' }, started(1))).toEqual([]);
    // GitHub would refuse the yes that the delivery allows.
    expect(codes(alone, { reviewers: [mina], selfReview: 'refused' }, started(1))).toEqual(['nobody-can-approve']);
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
      expect(judgeProtection(wanted, { ...observed, run, authors: [] })).toEqual([
        { code: 'branches-open', sentence: expect.stringMatching(sentence) },
      ]);
    }
  });
});
