import type { Tier } from './tier.ts';
import type { InsideChecks } from './verification.ts';

/** The checks of a tier that run inside it. They are built and released as services are, and rolled out nowhere: each run makes a Job of its
 *  own of them. */
export interface TierChecks extends InsideChecks {
  /** Of their release, of their objects, and of their job of a build. */
  readonly name: string;
  readonly image: string;
}

/** What Kubernetes takes as a label, which the pods have of the name. */
export const LONGEST_CHECKS_NAME = 63;

export const checksName = ({ name }: Pick<Tier, 'name'>): string => `checks-${name}`;

export const tierChecks = (tier: Pick<Tier, 'name'>, verify: InsideChecks): TierChecks => ({
  ...verify,
  name: checksName(tier),
  image: checksName(tier),
});

/** `undefined` where none run inside. */
export const checksOf = (tier: Pick<Tier, 'name' | 'verify'>): TierChecks | undefined =>
  tier.verify?.reach === 'job' ? tierChecks(tier, tier.verify) : undefined;
