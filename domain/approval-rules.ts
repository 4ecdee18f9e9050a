import type { Problem } from './problem.ts';
import type { Approval, Tier } from './tier.ts';

/** GitHub takes so many users and teams as reviewers of an environment.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments#required-reviewers */
export const MOST_REVIEWERS = 6;

/** The environment whose reviewers approve what goes into a tier. */
export const gateOf = (tier: string): string => `${tier}-approval`;

/** Everything in an approval that could never be satisfied, or that nothing would hold anybody to. */
export function approvalProblems({ name, approval }: Tier, at: string, tiers: readonly Tier[]): Problem[] {
  if (approval === undefined) return [];
  const field = `${at}.approval`;
  return [
    ...votes(approval, field),
    ...approvers(approval, field),
    ...words(approval, field),
    ...(approval.expires > 0 && Number.isFinite(approval.expires)
      ? []
      : [{ field: `${field}.expires`, value: approval.expires, message: 'A yes is good for more than zero seconds.' }]),
    ...(tiers.some((tier) => tier.name.toLowerCase() === gateOf(name).toLowerCase())
      ? [
          {
            field,
            value: gateOf(name),
            message: `The gate of "${name}" has the environment "${gateOf(name)}", which is that of another tier: rename one of the two.`,
          },
        ]
      : []),
  ];
}

const votes = ({ votes }: Approval, field: string): Problem[] =>
  votes === 1
    ? []
    : [
        {
          field: `${field}.votes`,
          value: votes,
          message:
            votes > 1
              ? 'More than one vote is not enforced yet: one yes is enough for an environment of GitHub. Say 1, or leave it out.'
              : 'An approval needs one vote. Say 1, or leave the approval out.',
        },
      ];

function approvers({ by }: Approval, field: string): Problem[] {
  const keys = by.map(({ kind, name }) => `${kind} ${name.toLowerCase()}`);
  return [
    ...(by.length === 0
      ? [{ field: `${field}.by`, value: by, message: 'Nobody could give it: name a team or a user.' }]
      : []),
    ...(by.length > MOST_REVIEWERS
      ? [
          {
            field: `${field}.by`,
            value: by.length,
            message: `An environment of GitHub has at most ${MOST_REVIEWERS} reviewers; make a team of them.`,
          },
        ]
      : []),
    ...by.flatMap(({ kind, name }, index) => [
      ...(/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name)
        ? []
        : [
            {
              field: `${field}.by[${index}].name`,
              value: name,
              message: `Wanted the ${kind === 'team' ? 'slug of a team, without the organization' : 'login of a user'}.`,
            },
          ]),
      ...(keys.indexOf(keys[index] ?? '') === index
        ? []
        : [{ field: `${field}.by[${index}]`, value: name, message: 'It is named twice; once is enough.' }]),
    ]),
  ];
}

/** Types refuse other words; this holds for deliveries that are not type-checked. */
const words = (approval: Approval, field: string): Problem[] =>
  (['selfReview', 'bypass', 'unnamed'] as const).flatMap((name) =>
    ['refused', 'allowed'].includes(approval[name])
      ? []
      : [{ field: `${field}.${name}`, value: approval[name], message: 'Wanted "refused" or "allowed".' }],
  );
