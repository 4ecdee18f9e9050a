import { describe, expect, it } from '@jest/globals';
import { approvalProblems, gateOf, MOST_REVIEWERS } from '../../../domain/approval-rules.ts';
import { branch } from '../../../domain/branch.ts';
import type { Seconds } from '../../../domain/seconds.ts';
import { type Approval, approval, team, tier, user } from '../../../domain/tier.ts';

const gated = (change: Partial<Approval>) =>
  tier('live', { from: branch('main'), approval: approval({ by: [team('operators')], ...change }) });
const problems = (change: Partial<Approval>, others: readonly string[] = []) => {
  const one = gated(change);
  const tiers = [one, ...others.map((name) => tier(name, { from: branch(name) }))];
  return approvalProblems(one, 'tiers[0]', tiers).map(({ field, message }) => `${field}: ${message}`);
};
const users = (count: number) => Array.from({ length: count }, (_, index) => user(`mina-${index}`));

describe('an approval', () => {
  it('is one yes of those who are named', () => {
    expect(problems({})).toEqual([]);
    expect(approvalProblems(tier('dev', { from: branch('dev') }), 'tiers[0]', [])).toEqual([]);
  });

  it.each([2, 5])('of %d votes is refused until they can be counted', (votes) => {
    expect(problems({ votes })).toEqual([expect.stringMatching(/approval\.votes: .*not enforced yet/)]);
  });

  it.each([0, -1, 0.5])('of %d votes is none', (votes) => {
    expect(problems({ votes })).toEqual([expect.stringMatching(/approval\.votes: An approval needs one vote/)]);
  });

  it('that nobody could give is refused', () => {
    expect(problems({ by: [] })).toEqual([expect.stringMatching(/approval\.by: Nobody could give it/)]);
  });

  it('is asked of as many as GitHub takes', () => {
    expect(problems({ by: users(MOST_REVIEWERS) })).toEqual([]);
    expect(problems({ by: users(MOST_REVIEWERS + 1) })).toEqual([expect.stringMatching(/at most 6 reviewers/)]);
  });

  it('names each once, whatever the case, and a team beside a user of that name', () => {
    expect(problems({ by: [user('mina'), user('Mina')] })).toEqual([
      expect.stringMatching(/by\[1\]: It is named twice/),
    ]);
    expect(problems({ by: [user('mina'), team('mina')] })).toEqual([]);
  });

  it.each(['acme/operators', '@mina', '', 'a b', 'x\nteam y'])('is not asked of "%s"', (name) => {
    expect(problems({ by: [team(name)] })).toEqual([expect.stringMatching(/by\[0\]\.name: Wanted the slug of a team/)]);
  });

  it('has a gate that is no other tier', () => {
    expect(gateOf('live')).toBe('live-approval');
    expect(problems({}, ['live-approval'])).toEqual([expect.stringMatching(/which is that of another tier/)]);
    expect(problems({}, ['approval'])).toEqual([]);
  });

  it('says "refused" or "allowed" where it is not type-checked', () => {
    const no = 'no' as unknown as 'refused';
    expect(problems({ selfReview: no, bypass: no, unnamed: no })).toEqual([
      expect.stringMatching(/approval\.selfReview: Wanted/),
      expect.stringMatching(/approval\.bypass: Wanted/),
      expect.stringMatching(/approval\.unnamed: Wanted/),
    ]);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('is not good for %d seconds', (value) => {
    expect(problems({ expires: value as Seconds })).toEqual([expect.stringMatching(/expires: A yes is good for more/)]);
  });
});
