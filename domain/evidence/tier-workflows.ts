import { branch, branchPrefix } from '../branch.ts';
import { type Delivery, tierBefore } from '../delivery.ts';
import { isDirect, promotedTiers, promotionName } from '../promotion-path.ts';
import type { Tier } from '../tier.ts';
import type { WorkflowAt } from './statement.ts';

/** The files, and the branches, by which runs reach a tier and say what it has proven: its own, those of promotions that take a release
 *  through it first, and rollbacks from these branches, which withdraw. A pattern of branches has none: whoever may push can make such a branch. */
export function evidenceWorkflows(delivery: Delivery, tier: Tier): readonly WorkflowAt[] {
  const followers = isDirect(tier)
    ? promotedTiers(delivery).filter((later) => tierBefore(delivery, later) === tier)
    : [];
  const promoted = [...(isDirect(tier) ? [] : [tier]), ...followers];
  const direct = isDirect(tier) ? [at('deploy', tier)] : [];
  const all = [...direct, ...promoted.flatMap((each) => [at('deploy', each), at(promotionName(delivery, each), each)])];
  const back = [tier, ...followers].map((each) => at('rollback', each));
  return [...all, ...back].filter(({ ref }) => branchPrefix(branch(ref)) === undefined);
}

const at = (name: string, { from }: Tier): WorkflowAt => ({
  file: `.github/workflows/${name}.yml`,
  ref: `refs/heads/${from.pattern}`,
});
