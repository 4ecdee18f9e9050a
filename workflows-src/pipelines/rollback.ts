import { rollback as rollbackAction } from '../../actions/rollback/contract.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Service } from '../../domain/service.ts';
import type { Tier } from '../../domain/tier.ts';
import { targetsOf } from '../../domain/waves.ts';
import { tierGroup } from '../language/concurrency.ts';
import { jobEnvironment } from '../language/environment.ts';
import { inputs } from '../language/input.ts';
import { type JobCondition, job, type StepsJob } from '../language/job.ts';
import { and, equals } from '../language/operator.ts';
import { text } from '../language/template.ts';
import { type Workflow, workflow } from '../language/workflow.ts';
import { reachedUrl } from './base-url.ts';
import { checkout, clusterAccess } from './cloud-steps.ts';
import { clusterMatrix, legGroup, legPlace, onlyPlace } from './cluster-place.ts';
import { configured, offBranch, onBranch } from './condition.ts';
import { graceInput } from './grace-input.ts';
import type { Material } from './material.ts';
import { noticeJob, refusalJob } from './notice-job.ts';
import { extraSeconds, rollbackStrategyInputs } from './strategy-inputs.ts';
import { minutesFor, tunedRollbackTimeout, tunedStableFor } from './tunable.ts';

const { timeout, 'stable-for': stableFor } = rollbackAction.inputs;

type RollbackInputs = ReturnType<typeof rollbackInputs>;

const rollbackInputs = (tiers: readonly string[], services: readonly string[]) =>
  inputs({
    tier: { type: 'choice', options: tiers, required: true, description: 'Tier to return.' },
    service: { type: 'choice', options: services, required: true, description: 'Service to return.' },
    to: {
      type: 'string',
      required: false,
      default: '',
      description: 'Release digest, commit or record id; empty for the last good release before the current one.',
    },
  });

/** Returns one service of one tier to an earlier release, by hand. A tier that people must approve is returned only from its own
 *  branch: its environment admits no other, and the run says so instead of ending green with nothing done. */
export function rollback(material: Material): Workflow {
  const { services, tiers } = material.delivery;
  const given = rollbackInputs(
    tiers.map(({ name }) => name),
    services.map(({ name }) => name),
  );
  const guarded = tiers.filter(({ approval }) => approval !== undefined);
  return workflow({
    path: '.github/workflows/rollback.yml',
    name: 'Roll back',
    runName: text`Roll back ${given.values.service} in ${given.values.tier}`,
    source: 'workflows-src/pipelines/rollback.ts > rollback',
    on: {},
    dispatch: given,
    jobs: [
      noticeJob(material.delivery),
      ...guarded.map((tier) => refusal(tier, given)),
      ...tiers.flatMap((tier) => services.map((service) => rollbackJob(material, tier, service, given))),
    ],
  });
}

const refusal = (tier: Tier, { values }: RollbackInputs): StepsJob =>
  refusalJob(and<'inputs' | 'github'>(equals(values.tier, tier.name), offBranch(tier.from)), tier);

/** One service of one tier; it runs when both were chosen, in the queue of everything that writes there. Several clusters go back at
 *  the same time, each whatever becomes of the others: what they go back to was good in all of them. */
export function rollbackJob(
  { delivery, own }: Material,
  tier: Tier,
  service: Service,
  { values }: RollbackInputs,
): StepsJob {
  const chosen: JobCondition = and<'inputs' | 'vars' | 'github'>(
    equals(values.tier, tier.name),
    equals(values.service, service.name),
    configured(delivery),
    ...(tier.approval === undefined ? [] : [onBranch(tier.from)]),
  );
  const { place, where } = placement(delivery, tier, service);
  return job({
    id: `${tier.name}-${service.name}`,
    name: `Roll back ${service.name} in ${tier.name}`,
    source: 'workflows-src/pipelines/rollback.ts > rollbackJob',
    runsOn: 'ubuntu-24.04',
    timeoutMinutes: minutesFor(Number(timeout.default) + extraSeconds(tier.rollout)),
    if: chosen,
    environment: jobEnvironment(tier.name, reachedUrl(delivery, tier, service)),
    ...where,
    steps: [
      checkout(),
      ...clusterAccess(delivery, tier, place),
      own(rollbackAction, {
        name: 'Roll back to a good release',
        with: {
          service: service.name,
          tier: tier.name,
          namespace: tier.namespace,
          ...(place.key === undefined ? {} : { cluster: place.key }),
          to: values.to,
          ...rollbackStrategyInputs(tier.rollout),
          timeout: tunedRollbackTimeout(timeout.default),
          ...graceInput(tier.graces),
          'stable-for': tunedStableFor(stableFor.default),
        },
      }),
    ],
  });
}

/** One cluster, or a leg for each. */
function placement({ cluster }: Delivery, { name, clusters }: Tier, service: Service) {
  const targets = targetsOf(cluster, clusters);
  if (targets.kind === 'one')
    return { place: onlyPlace(targets.cluster), where: { concurrency: tierGroup(name, service.name) } };
  const legs = clusterMatrix(targets.waves.order.flat(), undefined);
  return { place: legPlace(legs), where: { concurrency: legGroup(name, service.name, legs), matrix: legs } };
}
