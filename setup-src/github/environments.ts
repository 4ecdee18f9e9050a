import { branchPrefix } from '../../domain/branch.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { approvalEnvironment } from '../../domain/promotion-path.ts';
import { DRILL_ENVIRONMENT, drillTier } from '../../domain/restore-drill/drilled.ts';
import type { Approval, Approver, Tier } from '../../domain/tier.ts';
import { branchesOf } from '../gcp/occasions.ts';

/** An environment of GitHub: which branches get in, and who must say yes first. */
export interface Environment {
  readonly name: string;
  /** Patterns in GitHub's words, where `*` does not pass a slash. */
  readonly branches: readonly string[];
  readonly reviewers: readonly Approver[];
  /** Whether somebody may approve what they asked for. */
  readonly selfReview: Approval['selfReview'];
  /** Whether administrators may go past the rules. */
  readonly bypass: Approval['bypass'];
}

/** Two for a tier that people approve: its rollouts wait for nobody while they hold the tier's queue. One where backups are tried. */
export const environmentsOf = (delivery: Delivery): readonly Environment[] => [
  ...delivery.tiers.flatMap((tier): Environment[] => [
    {
      name: tier.name,
      branches: branchesOf(delivery, tier).map(branchRule),
      reviewers: [],
      selfReview: 'allowed',
      bypass: 'refused',
    },
    ...(tier.approval === undefined ? [] : [gate(tier, tier.approval)]),
  ]),
  ...drillEnvironments(delivery),
];

function drillEnvironments(delivery: Delivery): readonly Environment[] {
  const tier = drillTier(delivery);
  return tier === undefined
    ? []
    : [
        {
          name: DRILL_ENVIRONMENT,
          branches: [branchRule(tier.from)],
          reviewers: [],
          selfReview: 'allowed',
          bypass: 'refused',
        },
      ];
}

const gate = (tier: Tier, { by, selfReview, bypass }: Approval): Environment => ({
  name: approvalEnvironment(tier),
  branches: [branchRule(tier.from)],
  reviewers: by,
  selfReview,
  bypass,
});

/** `feature/**` of a trigger is `feature/**\/*` here: GitHub matches these by fnmatch with FNM_PATHNAME.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments#deployment-branches-and-tags */
export const branchRule = (branch: Parameters<typeof branchPrefix>[0]): string => {
  const prefix = branchPrefix(branch);
  return prefix === undefined ? branch.pattern : `${prefix}**/*`;
};
