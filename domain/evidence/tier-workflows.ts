import { branch, branchPrefix } from '../branch.ts';
import { type Delivery, tierBefore } from '../delivery.ts';
import { lotFile } from '../lot.ts';
import { isDirect, promotedTiers, promotionName } from '../promotion-path.ts';
import type { Tier } from '../tier.ts';
import type { WorkflowAt } from './statement.ts';

/** The files, and the branches, by which runs reach a tier and say what it has proven: its own, those of promotions that take a release
 *  through it first, and rollbacks from these branches, which withdraw. A pattern of branches has none: whoever may push can make such a branch.
 *  @param lot of the service that was proven: files of other lots do not roll it out */
export function evidenceWorkflows(delivery: Delivery, tier: Tier, lot = 1): readonly WorkflowAt[] {
  const at = workflowAt(delivery, lot);
  const followers = isDirect(tier)
    ? promotedTiers(delivery).filter((later) => tierBefore(delivery, later) === tier)
    : [];
  const promoted = [...(isDirect(tier) ? [] : [tier]), ...followers];
  const direct = isDirect(tier) ? [at('deploy', tier)] : [];
  const all = [...direct, ...promoted.flatMap((each) => [at('deploy', each), at(promotionName(delivery, each), each)])];
  const back = [tier, ...followers].map((each) => at('rollback', each));
  return [...all, ...back].filter(({ ref }) => branchPrefix(branch(ref)) === undefined);
}

const workflowAt =
  (delivery: Pick<Delivery, 'workflowPrefix'>, lot: number) =>
  (name: string, { from }: Tier): WorkflowAt => ({
    file: `.github/workflows/${lotFile(delivery, name, lot)}`,
    ref: `refs/heads/${from.pattern}`,
  });
