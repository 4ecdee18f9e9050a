import { rollout } from '../../actions/rollout/contract.ts';
import { OUTCOMES } from '../../domain/outcome.ts';
import type { Service } from '../../domain/service.ts';
import type { Tier } from '../../domain/tier.ts';
import { tierGroup } from '../language/concurrency.ts';
import { jobEnvironment } from '../language/environment.ts';
import { type Expression, oneOf } from '../language/expression.ts';
import { type JobCondition, job } from '../language/job.ts';
import { checkout, cloudAccess } from './cloud-steps.ts';
import type { Material } from './material.ts';
import { proofSteps } from './proof-steps.ts';
import { extraSeconds, strategyInputs } from './strategy-inputs.ts';
import { minutesFor, tunedRollbackTimeout, tunedStableFor, tunedTimeout } from './tunable.ts';

/** What is rolled out where, and when. */
export interface RolloutPlan {
  readonly tier: Tier;
  readonly service: Service;
  /** The release to roll out. */
  readonly release: Expression<string, 'needs' | 'inputs'>;
  readonly if: JobCondition;
  /** The tier whose evidence is asked for once more, right before the rollout. */
  readonly provenIn?: Tier;
}

/** A job that rolls out, with its outcome and record as values. */
export type RolloutJob = ReturnType<typeof rolloutJob>;

/** Rolls one service out to one tier. All jobs that write there share one concurrency group and run in order. */
export function rolloutJob(material: Material, { tier, service, release, if: condition, provenIn }: RolloutPlan) {
  const { delivery, own } = material;
  const proven = provenIn === undefined ? [] : proofSteps(material, provenIn, { service, release });
  const access = cloudAccess(delivery);
  const rolledOut = own(rollout, {
    name: 'Roll out the release',
    with: {
      service: service.name,
      tier: tier.name,
      namespace: tier.namespace,
      release,
      ...strategyInputs(tier.rollout, access.token),
      timeout: tunedTimeout(tier.timeout),
      'stable-for': tunedStableFor(rollout.inputs['stable-for'].default),
      'rollback-timeout': tunedRollbackTimeout(rollout.inputs['rollback-timeout'].default),
      verification: tier.verify === undefined ? 'none' : 'pending',
    },
  });
  return job({
    id: `${tier.name}-${service.name}`,
    name: `Roll out ${service.name} to ${tier.name}`,
    source: 'workflows-src/pipelines/rollout-job.ts > rolloutJob',
    runsOn: 'ubuntu-24.04',
    timeoutMinutes: minutesFor(
      tier.timeout + extraSeconds(tier.rollout) + Number(rollout.inputs['rollback-timeout'].default),
    ),
    if: condition,
    environment: jobEnvironment(tier.name),
    concurrency: tierGroup(tier.name, service.name),
    outputs: { outcome: oneOf(rolledOut.outputs.outcome, OUTCOMES), record: rolledOut.outputs.record },
    steps: [checkout(), ...proven, ...access.steps, rolledOut],
  });
}
