import { delivery, managedCollection } from '../../../index.ts';
import { writtenGroups } from '../../../manifests-src/observability/emit/groups.ts';
import type { RuleGroup, WrittenGroup } from '../../../manifests-src/observability/rule.ts';
import { tierRules } from '../../../manifests-src/observability/tier-rules.ts';
import { must } from '../../demo/check.ts';
import { observedPlatform, watching } from '../../fixtures/observed-platform.ts';

/** The bound of slow requests: the dashboard gives up on its API after three seconds. */
const SLOW = 2.5;

/** The platform as it is watched in a trial: what is slow is slow sooner. */
export const tried = delivery({
  ...observedPlatform,
  observability: managedCollection({ ...watching, bounds: { slow: SLOW } }),
});

export const triedObservability = () => {
  const { observability } = tried;
  must(observability !== undefined, 'The platform is not watched.');
  return observability;
};

/** Staging and production. */
export const triedTiers = tried.tiers.slice(1);

/** The groups of both, under names that both can have in one file. */
export const triedGroups = (change: (groups: readonly RuleGroup[]) => readonly RuleGroup[]): readonly WrittenGroup[] =>
  triedTiers.flatMap((tier) =>
    writtenGroups(change(tierRules(tier, { delivery: tried, observability: triedObservability() }))).map((group) => ({
      ...group,
      name: `${tier.name}-${group.name}`,
    })),
  );
