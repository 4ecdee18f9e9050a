import type { Tier } from '../../../domain/tier.ts';
import { targetsOf } from '../../../domain/waves.ts';
import type { JobStatement } from '../../story/statement.ts';
import type { StoryDelivery } from '../../story/story.ts';
import { each } from './acts.ts';
import { failed, type Jobs, jobsOf } from './jobs.ts';
import { groupOf, legOf, waitsFor } from './rollouts.ts';
import { type BackSteps, rollbackSteps } from './tier-steps.ts';
import { serviceOf } from './tiers.ts';
import { TOKENS } from './tokens.ts';

/** The jobs of rollback.yml: those that are stated, and all others skipped. */
export const rollbackJobs = ({ cluster, tiers, services }: StoryDelivery, ...stated: readonly Jobs[]): Jobs =>
  jobsOf(
    [
      'notice',
      ...tiers.filter(({ approval }) => approval !== undefined).map(({ name }) => `refuse-${name}`),
      ...tiers.flatMap((tier) =>
        services.flatMap(({ name }) => [
          ...(targetsOf(cluster, tier.clusters).kind === 'one' ? [] : [targetOf(tier, name)]),
          `${tier.name}-${name}`,
        ]),
      ),
    ],
    ...stated,
  );

/** The job that says where several clusters go back to when nobody has. */
const targetOf = (tier: Tier, service: string): string => `${tier.name}-${service}-target`;

/** A way back. */
export interface RollbackFact {
  readonly tier: Tier;
  readonly service: string;
  /** Which release; any that the tier had, where nothing is said. */
  readonly to?: string | RegExp;
  /** Another run writes there when it comes. */
  readonly queued?: boolean;
}

/** One service of one tier goes back, in all of its clusters at once; where nobody has said where to, the first of them says so. */
export function rolledBackBy(of: StoryDelivery, fact: RollbackFact): Jobs {
  const { tier, service, to = '' } = fact;
  const id = `${tier.name}-${service}`;
  const targets = targetsOf(of.cluster, tier.clusters);
  if (targets.kind === 'one') return { [id]: back(of, fact, { to }) };
  const asks = to === '';
  const legs = targets.waves.order.flat().map((cluster): [string, JobStatement] => {
    const leg = back(of, fact, { to: asks ? TOLD : to, cluster });
    return [legOf(id, cluster), asks ? { ...leg, after: [targetOf(tier, service)] } : leg];
  });
  return { ...(asks ? firstOf(of, fact) : {}), ...Object.fromEntries(legs) };
}

/** The jobs that run first, which all others wait for. */
export function firstOf(of: StoryDelivery, fact: RollbackFact): Jobs {
  const targets = targetsOf(of.cluster, fact.tier.clusters);
  if (targets.kind === 'one' || (fact.to ?? '') !== '') return rolledBackBy(of, fact);
  const [[cluster]] = targets.waves.order;
  return { [targetOf(fact.tier, fact.service)]: back(of, fact, { to: '', cluster, finds: true }) };
}

/** What the first cluster has told; a stand-in tells nothing. */
const TOLD = /^(sha256:[0-9a-f]{64})?$/;

const back = (of: StoryDelivery, { tier, service, queued = false }: RollbackFact, steps: BackSteps): JobStatement => ({
  result: 'success',
  token: steps.finds === true ? TOKENS.looks : TOKENS.rollout,
  steps: rollbackSteps(of, tier, serviceOf(of, service), steps),
  ...(queued ? { waits: waitsFor(groupOf(tier, service, steps.cluster)) } : {}),
});

/** Somebody with no right but to write records names one that never was: it is read by nobody, and nothing is written. */
export const refusesRecord = (of: StoryDelivery, tier: Tier, service: string): Jobs =>
  each(
    rolledBackBy(of, { tier, service, to: /^\d+$/ }),
    failed(/names no state .* deployment records are for display/),
  );
