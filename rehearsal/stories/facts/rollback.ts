import type { Tier } from '../../../domain/tier.ts';
import { targetsOf } from '../../../domain/waves.ts';
import type { JobStatement } from '../../story/statement.ts';
import type { StoryDelivery } from '../../story/story.ts';
import { type Jobs, jobsOf } from './jobs.ts';
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

/** One service of one tier goes back, in all of its clusters at once. */
export function rollback(
  delivery: StoryDelivery,
  tier: Tier,
  service: string,
  job: JobStatement = { result: 'success' },
): Jobs {
  const id = `${tier.name}-${service}`;
  const stated: JobStatement = { token: TOKENS.rollout, ...job };
  const targets = targetsOf(delivery.cluster, tier.clusters);
  const legs =
    targets.kind === 'one'
      ? [id]
      : targets.waves.order.flat().map(({ name, location }) => `${id} (${name}, ${location})`);
  return rollbackJobs(delivery, Object.fromEntries(legs.map((leg) => [leg, stated])));
}
