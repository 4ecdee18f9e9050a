import { rollback as rollbackAction } from '../../actions/rollback/contract.ts';
import type { GkeCluster } from '../../domain/cluster.ts';
import { type Service, strategyIn, tierFor } from '../../domain/service.ts';
import { extraSeconds, rollbackSeconds } from '../../domain/strategy-time.ts';
import type { Tier } from '../../domain/tier.ts';
import { MAX_LEGS, targetsOf, type Waves } from '../../domain/waves.ts';
import { tierGroup } from '../language/concurrency.ts';
import { jobEnvironment } from '../language/environment.ts';
import { type Expression, orEmpty } from '../language/expression.ts';
import { inputs } from '../language/input.ts';
import { type JobCondition, job, type StepsJob } from '../language/job.ts';
import { and, differs, equals, or, orElse } from '../language/operator.ts';
import { text } from '../language/template.ts';
import { type Workflow, workflow } from '../language/workflow.ts';
import { reachedUrl } from './base-url.ts';
import { checkout, clusterAccess } from './cloud-steps.ts';
import {
  type ClusterPlace,
  clusterGroup,
  clusterMatrix,
  legGroup,
  legPlace,
  onePlace,
  onlyPlace,
} from './cluster-place.ts';
import { configured, offBranch, onBranch, proceed, succeeded } from './condition.ts';
import { evidencePlace, workflowLines } from './evidence-place.ts';
import { expectedInputs } from './expected-inputs.ts';
import { rollbackInputs as rollbackKnobs } from './knob-inputs.ts';
import { type Material, named } from './material.ts';
import { noticeJob, refusalJob } from './notice-job.ts';
import { minutesFor } from './tunable.ts';
import { withdrawalStep } from './withdrawal-step.ts';

type RollbackInputs = ReturnType<typeof rollbackInputs>;

const rollbackInputs = (tiers: readonly string[], services: readonly string[]) =>
  inputs({
    tier: { type: 'choice', options: tiers, required: true, description: 'Tier to return.' },
    service: { type: 'choice', options: services, required: true, description: 'Service to return.' },
    to: {
      type: 'string',
      required: false,
      default: '',
      description:
        'Digest or commit from the history of the tier, as summaries list it; empty for the last good release before the current one.',
    },
  });

/** Returns one service of one tier to an earlier release, by hand. A tier that people must approve is returned only from its own
 *  branch: its environment admits no other, and the run says so instead of ending green with nothing done. */
export function rollback(material: Material): Workflow {
  const { tiers } = material.delivery;
  const { services } = material.lot;
  const given = rollbackInputs(
    tiers.map(({ name }) => name),
    services.map(({ name }) => name),
  );
  const guarded = tiers.filter(({ approval }) => approval !== undefined);
  return workflow({
    ...named(material, 'rollback', 'Roll back'),
    runName: text`Roll back ${given.values.service} in ${given.values.tier}`,
    source: 'workflows-src/pipelines/rollback.ts > rollback',
    on: {},
    dispatch: given,
    jobs: [
      noticeJob(material.delivery),
      ...guarded.map((tier) => refusal(tier, given)),
      ...tiers.flatMap((tier) =>
        services.flatMap((service) => rollbackJobs({ material, tier, service, given: given.values })),
      ),
    ],
  });
}

const refusal = (tier: Tier, { values }: RollbackInputs): StepsJob =>
  refusalJob(and<'inputs' | 'github'>(equals(values.tier, tier.name), offBranch(tier.from)), tier);

/** What is returned where. */
interface Plan {
  readonly material: Material;
  readonly tier: Tier;
  readonly service: Service;
  readonly given: RollbackInputs['values'];
}

/** One service of one tier; it runs when both were chosen, in the queue of everything that writes there. */
function rollbackJobs(plan: Plan): readonly StepsJob[] {
  const targets = targetsOf(plan.material.delivery.cluster, plan.tier.clusters);
  return targets.kind === 'one' ? [rollbackJob(plan, targets.cluster)] : severalJobs(plan, targets.waves);
}

export function rollbackJob(plan: Plan, cluster: GkeCluster): StepsJob {
  const { tier, service, given } = plan;
  return job({
    ...frame(plan),
    id: `${tier.name}-${service.name}`,
    name: `Roll back ${service.name} in ${tier.name}`,
    source: 'workflows-src/pipelines/rollback.ts > rollbackJob',
    if: chosen(plan),
    concurrency: tierGroup(tier.name, service.name),
    steps: rollbackSteps(plan, onlyPlace(cluster), { to: given.to }).steps,
  });
}

/** Clusters may run different releases. So the first one, which gets every release before the others, says where all go back to when
 *  nobody has; then they go at the same time, each whatever becomes of the others. */
export function severalJobs(plan: Plan, { order }: Waves): readonly [StepsJob, ...StepsJob[]] {
  const { tier, service, given } = plan;
  const [[first]] = order;
  const { steps, back } = rollbackSteps(plan, onePlace(first), { to: '', 'find-only': true });
  const target = job({
    ...frame(plan),
    id: `${tier.name}-${service.name}-target`,
    name: `Find what ${service.name} in ${tier.name} goes back to`,
    source: 'workflows-src/pipelines/rollback.ts > severalJobs',
    if: and<JobCondition['uses'][number]>(chosen(plan), equals(given.to, '')),
    concurrency: clusterGroup(tier.name, service.name, first),
    outputs: { to: back.outputs.target },
    steps,
  });
  const found = or<JobCondition['uses'][number]>(differs(given.to, ''), succeeded(target));
  const to = orEmpty(orElse<string, 'inputs' | 'needs'>(given.to, target.outputs.to));
  return [
    target,
    ...legsOf(order.flat()).map((clusters, index) => legsJob(plan, clusters, { found, to, part: index + 1 })),
  ];
}

/** GitHub makes so many jobs of one matrix; more clusters are two of them, which run side by side. */
const legsOf = (clusters: readonly GkeCluster[]): readonly (readonly GkeCluster[])[] =>
  Array.from({ length: Math.ceil(clusters.length / MAX_LEGS) }, (_, index) =>
    clusters.slice(index * MAX_LEGS, (index + 1) * MAX_LEGS),
  );

function legsJob(
  plan: Plan,
  clusters: readonly GkeCluster[],
  how: { readonly found: JobCondition; readonly to: Expression<string, 'inputs' | 'needs'>; readonly part: number },
): StepsJob {
  const { tier, service } = plan;
  const legs = clusterMatrix(clusters, undefined);
  const part = how.part === 1 ? { id: '', name: '' } : { id: `-part-${how.part}`, name: `, part ${how.part}` };
  return job({
    ...frame(plan),
    id: `${tier.name}-${service.name}${part.id}`,
    name: `Roll back ${service.name} in ${tier.name}${part.name}`,
    source: 'workflows-src/pipelines/rollback.ts > severalJobs',
    if: proceed(chosen(plan), how.found),
    concurrency: legGroup(tier.name, service.name, legs),
    matrix: legs,
    steps: rollbackSteps(plan, legPlace(legs), { to: how.to }).steps,
  });
}

/** What the jobs of a service in a tier have in common. */
const frame = ({ material: { delivery }, tier, service }: Plan) => ({
  runsOn: 'ubuntu-24.04' as const,
  timeoutMinutes: minutesFor(rollbackSeconds(tier) + extraSeconds(strategyIn(service, tier))),
  environment: jobEnvironment(tier.name, reachedUrl(delivery, tier, service)),
});

const chosen = ({ material: { delivery }, tier, service, given }: Plan): JobCondition =>
  and<'inputs' | 'vars' | 'github'>(
    equals(given.tier, tier.name),
    equals(given.service, service.name),
    configured(delivery),
    ...(tier.approval === undefined ? [] : [onBranch(tier.from)]),
  );

function rollbackSteps(
  { material, tier, service }: Plan,
  place: ClusterPlace,
  what: { readonly to: Expression<string, 'inputs' | 'needs'> | string; readonly 'find-only'?: true },
) {
  const { delivery, lot, own } = material;
  const workflows = workflowLines(delivery, tier, lot);
  const back = own(rollbackAction, {
    name: what['find-only'] ? 'Find the last good release' : 'Roll back to a good release',
    with: {
      ...expectedInputs(delivery, tier, service),
      namespace: tier.namespace,
      ...(place.key === undefined ? {} : { cluster: place.key }),
      ...what,
      // What every branch may say is asked by nobody.
      ...(workflows === '' ? {} : { evidence: evidencePlace(delivery, tier), workflows }),
      ...rollbackKnobs(tierFor(service, tier)),
    },
  });
  const withdrawal = what['find-only'] === true ? [] : [withdrawalStep(material, tier, service)];
  return { back, steps: [checkout(), ...clusterAccess(delivery, tier, place), ...withdrawal, back] as const };
}
