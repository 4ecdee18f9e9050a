import type { Approver } from '../../domain/tier.ts';
import type { Account } from './account.ts';
import type { EnvironmentRules, Reviewer } from './environments.ts';
import type { ApprovalRefusal } from './refusal.ts';

const keyOf = ({ kind, name }: Pick<Reviewer, 'kind' | 'name'>): string => `${kind} ${name.toLowerCase()}`;
const worded = ({ kind, name }: Pick<Reviewer, 'kind' | 'name'>): string => `the ${kind} "${name}"`;

/** The reviewers of an environment are those of the delivery, no fewer and no more: one yes is enough, so anybody too many decides
 *  alone. GitHub compares names without case. */
export function reviewerRefusals(
  { name, reviewers }: Pick<EnvironmentRules, 'name' | 'reviewers'>,
  by: readonly Approver[],
): readonly ApprovalRefusal[] {
  if (reviewers.length === 0)
    return [
      {
        code: 'reviewers-missing',
        sentence: `Environment "${name}" has no required reviewers, so nobody would be asked. Set them in its protection rules: ${by.map(worded).join(', ')}.`,
      },
    ];
  const [has, wants] = [reviewers, by].map((list) => new Set(list.map(keyOf)));
  return [
    ...by
      .filter((one) => has?.has(keyOf(one)) !== true)
      .map((one): ApprovalRefusal => {
        const sentence = `Environment "${name}" does not ask ${worded(one)}, whom the delivery names. Add it to the required reviewers, or take it out of the delivery.`;
        return { code: 'reviewer-missing', sentence };
      }),
    ...reviewers
      .filter((one) => wants?.has(keyOf(one)) !== true)
      .map((one): ApprovalRefusal => {
        const sentence = `Environment "${name}" takes a yes of ${worded(one)}, whom the delivery does not name. Remove it from the required reviewers, or name it in the delivery.`;
        return { code: 'reviewer-additional', sentence };
      }),
  ];
}

/** Whether every reviewer is known to be one of those who may not say yes. Who is in a team nobody can see from here, so a team always
 *  counts as somebody else. */
export const nobodyIsLeft = (reviewers: readonly Reviewer[], barred: readonly Pick<Account, 'id'>[]): boolean =>
  reviewers.length > 0 && reviewers.every(({ kind, id }) => kind === 'user' && barred.some((one) => one.id === id));
