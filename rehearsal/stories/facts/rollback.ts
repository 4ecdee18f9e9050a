import type { Tier } from '../../../domain/tier.ts';
import { targetsOf } from '../../../domain/waves.ts';
import type { JobStatement } from '../../story/statement.ts';
import type { StoryDelivery } from '../../story/story.ts';
import { type Jobs, jobsOf } from './jobs.ts';
import { groupOf, legOf, waitsFor } from './rollouts.ts';
import { rollbackSteps } from './tier-steps.ts';
import { serviceOf } from './tiers.ts';
import { TOKENS } from './tokens.ts';

/** The jobs of rollback.yml: those that are stated, and all others skipped. */
export const rollbackJobs = ({ tiers, services }: StoryDelivery, ...stated: readonly Jobs[]): Jobs =>
  jobsOf(
    [
      'notice',
      ...tiers.filter(({ approval }) => approval !== undefined).map(({ name }) => `refuse-${name}`),
      ...tiers.flatMap((tier) => services.map((service) => `${tier.name}-${service.name}`)),
    ],
    ...stated,
  );

/** A way back. */
export interface RollbackFact {
  readonly tier: Tier;
  readonly service: string;
  /** Which release; any that the tier had, where nothing is said. */
  readonly to?: string | RegExp;
  /** Another run writes there when it comes. */
  readonly queued?: boolean;
}

/** One service of one tier goes back, in all of its clusters at once. */
export function rolledBackBy(of: StoryDelivery, { tier, service, to = '', queued = false }: RollbackFact): Jobs {
  const id = `${tier.name}-${service}`;
  const job = (cluster?: StoryDelivery['cluster']): JobStatement => ({
    result: 'success',
    token: TOKENS.rollout,
    steps: rollbackSteps(of, tier, serviceOf(of, service), to, cluster),
    ...(queued ? { waits: waitsFor(groupOf(tier, service, cluster)) } : {}),
  });
  const targets = targetsOf(of.cluster, tier.clusters);
  return targets.kind === 'one'
    ? { [id]: job() }
    : Object.fromEntries(targets.waves.order.flat().map((cluster) => [legOf(id, cluster), job(cluster)]));
}
