import { gateOf } from './approval-rules.ts';
import type { Delivery } from './delivery.ts';
import type { Approval, Tier } from './tier.ts';

/** A tier that takes builds of its branch as they come, with nothing to pass and nobody to ask first. */
export const isDirect = ({ after, approval }: Tier): boolean => after === undefined && approval === undefined;

/** Tiers that a release is promoted into. */
export const promotedTiers = ({ tiers }: Delivery): readonly Tier[] => tiers.filter((tier) => !isDirect(tier));

/** What the promotion into a tier is called: `promote`, or `promote-<tier>` where a delivery has several. */
export const promotionName = (delivery: Delivery, { name }: Tier): string =>
  promotedTiers(delivery).length === 1 ? 'promote' : `promote-${name}`;

/** The environment whose reviewers approve a promotion; the rollout runs in the tier's own, so nothing waits there. */
export const approvalEnvironment = ({ name }: Tier): string => gateOf(name);

/** A tier that people must approve. */
export type GatedTier = Tier & { readonly approval: Approval };

/** Whether people must approve what goes into a tier. */
export const isGated = (tier: Tier): tier is GatedTier => tier.approval !== undefined;
