import type { Tier } from '../../../domain/tier.ts';
import { checksOf, tierChecks } from '../../../domain/tier-checks.ts';
import type { InsideChecks } from '../../../domain/verification.ts';
import { targetsOf } from '../../../domain/waves.ts';
import type { StepStatement } from '../../story/statement.ts';
import { NoAct, type StoryDelivery } from '../../story/story.ts';
import type { Built } from './built.ts';
import { type Jobs, SKIPPED, within } from './jobs.ts';
import { actionOf, buildersOf, byDigest, imageOf } from './places.ts';
import { CHECKOUT, clusterAccess } from './steps.ts';
import { TOKENS } from './tokens.ts';

/** Builds of checks that run inside tiers: each where its tier's trust is built. What of them is there already is not said.
 *  @throws {NoAct} where nobody says whose trust is built, and there are some */
export function checksBuilds(of: StoryDelivery, built: Built | undefined): Jobs {
  const inside = of.tiers.flatMap((tier) => {
    const checks = checksOf(tier);
    return checks === undefined ? [] : [{ tier, checks }];
  });
  if (inside.length > 0 && built === undefined)
    throw new NoAct('It wants checks that run on machines of GitHub, and those of this delivery run inside a tier.');
  return Object.fromEntries(
    inside.map(({ tier, checks }) => [
      within('build', checks.name),
      tier.trust === built?.trust ? { result: 'success', token: TOKENS.build } : SKIPPED,
    ]),
  );
}

/** The checks are in a Job of the cluster, and the step that makes it has nothing of them but their release. */
export function insideSteps(of: StoryDelivery, tier: Tier, verify: InsideChecks): readonly StepStatement[] {
  const checks = tierChecks(tier, verify);
  const targets = targetsOf(of.cluster, tier.clusters);
  return [
    CHECKOUT,
    ...clusterAccess(of, tier, targets.kind === 'one' ? targets.cluster : targets.waves.order[0][0]),
    {
      run: actionOf(of, 'checks'),
      with: {
        ...{ service: checks.name, tier: tier.name, namespace: tier.namespace },
        repository: imageOf(of, checks, tier.trust),
        'formed-by': tier.trust === 'protected' ? buildersOf(of) : '',
      },
    },
  ];
}

/** What whoever records the result is told of checks inside a tier. */
export function toldOfChecks(of: StoryDelivery, tier: Tier): StepStatement['with'] {
  const checks = checksOf(tier);
  if (checks === undefined) return {};
  const place = imageOf(of, checks, tier.trust);
  return { checks: `${checks.name} ${place}`, 'checks-release': byDigest(place) };
}
