import type { Branch } from '../../domain/branch.ts';
import { assertNever } from '../../domain/brand.ts';
import { type Delivery, tierBefore } from '../../domain/delivery.ts';
import type { Holder } from '../../domain/identity.ts';
import { isDirect, promotedTiers, promotionName } from '../../domain/promotion-path.ts';
import { drillTier } from '../../domain/restore-drill/drilled.ts';
import type { Tier } from '../../domain/tier.ts';

/** When a job of the generated workflows logs in as an identity: which file it stands in, on which branch, by which event its run
 *  began. */
export interface Occasion {
  /** Below `.github/workflows/`: `deploy` for `deploy.yml` and, of a delivery of several lots, `deploy.2.yml` and so on. */
  readonly file: string;
  readonly branch: Branch;
  readonly events: readonly [string, ...string[]];
}

export function occasionsOf(delivery: Delivery, holder: Holder): readonly Occasion[] {
  switch (holder.kind) {
    case 'tier':
      return tierOccasions(delivery, holder.tier);
    case 'builder':
      return buildOccasions(delivery, holder.trust);
    case 'drill':
      return drillOccasions(delivery);
    default:
      return assertNever(holder);
  }
}

/** Branches that a tier is reached from: its own, and those of tiers that fall back to it where they have no evidence. */
export const branchesOf = (delivery: Delivery, tier: Tier): readonly Branch[] => [
  tier.from,
  ...followersOf(delivery, tier).map(({ from }) => from),
];

/** A promotion is called by a push, or started by hand. A tier that people must approve goes back from its own branch alone. */
function tierOccasions(delivery: Delivery, tier: Tier): readonly Occasion[] {
  const promotions = [...(isDirect(tier) ? [] : [tier]), ...followersOf(delivery, tier)];
  const back = tier.approval === undefined ? branchesOf(delivery, tier) : [tier.from];
  return [
    ...(isDirect(tier) ? [{ file: 'deploy', branch: tier.from, events: ['push'] as const }] : []),
    ...promotions.map((promoted) => ({
      file: promotionName(delivery, promoted),
      branch: promoted.from,
      events: ['push', 'workflow_dispatch'] as const,
    })),
    ...back.map((branch) => ({ file: 'rollback', branch, events: ['workflow_dispatch'] as const })),
  ];
}

/** Tiers whose promotion runs a release through this one first, where it has no evidence. Past a gate of its own nothing gets so. */
const followersOf = (delivery: Delivery, tier: Tier): readonly Tier[] =>
  isDirect(tier) ? promotedTiers(delivery).filter((later) => tierBefore(delivery, later) === tier) : [];

/** Builds run where a tier's branch is pushed; `build.yml` is called, so it is the file of its jobs. */
const buildOccasions = ({ tiers }: Delivery, trust: Tier['trust']): readonly Occasion[] =>
  tiers
    .filter((tier) => tier.trust === trust)
    .map(({ from }) => ({ file: 'build', branch: from, events: ['push'] as const }));

/** It is time, or somebody starts it by hand. */
function drillOccasions(delivery: Delivery): readonly Occasion[] {
  const tier = drillTier(delivery);
  return tier === undefined ? [] : [{ file: 'backup', branch: tier.from, events: ['schedule', 'workflow_dispatch'] }];
}
