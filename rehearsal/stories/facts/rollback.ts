import type { Tier } from '../../../domain/tier.ts';
import { targetsOf } from '../../../domain/waves.ts';
import type { JobStatement } from '../../story/statement.ts';
import type { StoryDelivery } from '../../story/story.ts';
import { type Jobs, jobsOf } from './jobs.ts';
import { groupOf, legOf, waitsFor } from './rollouts.ts';
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

/** One service of one tier goes back, in all of its clusters at once. @param queued behind another run that writes there */
export function rolledBackBy({ cluster }: StoryDelivery, tier: Tier, service: string, queued = false): Jobs {
  const id = `${tier.name}-${service}`;
  const job: JobStatement = { result: 'success', token: TOKENS.rollout };
  const targets = targetsOf(cluster, tier.clusters);
  return targets.kind === 'one'
    ? { [id]: { ...job, ...(queued ? { waits: waitsFor(groupOf(tier, service)) } : {}) } }
    : Object.fromEntries(
        targets.waves.order
          .flat()
          .map((one) => [
            legOf(id, one),
            { ...job, ...(queued ? { waits: waitsFor(groupOf(tier, service, one)) } : {}) },
          ]),
      );
}
