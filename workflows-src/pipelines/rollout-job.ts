import { rollout } from '../../actions/rollout/contract.ts';
import type { GkeCluster } from '../../domain/cluster.ts';
import { OUTCOMES, type Outcome } from '../../domain/outcome.ts';
import { type Service, tierFor } from '../../domain/service.ts';
import { rolloutSeconds } from '../../domain/strategy-time.ts';
import type { Tier } from '../../domain/tier.ts';
import { tierGroup } from '../language/concurrency.ts';
import { jobEnvironment } from '../language/environment.ts';
import { type Expression, oneOf } from '../language/expression.ts';
import { type JobCondition, type JobOutput, job, type StepsJob } from '../language/job.ts';
import type { Step } from '../language/step.ts';
import { reachedUrl } from './base-url.ts';
import { checkout, cloudAccess } from './cloud-steps.ts';
import { type ClusterPlace, onlyPlace } from './cluster-place.ts';
import type { Judged } from './condition.ts';
import { type Asked, attemptStep, consentStep } from './consent-step.ts';
import { evidencePlace } from './evidence-place.ts';
import { expectedInputs } from './expected-inputs.ts';
import { rolloutInputs } from './knob-inputs.ts';
import type { Material } from './material.ts';
import { type ProofSource, proofStep } from './proof-steps.ts';
import { signSteps } from './sign-steps.ts';
import { minutesFor } from './tunable.ts';

/** What is rolled out where, and when. */
export interface RolloutPlan {
  readonly tier: Tier;
  readonly service: Service;
  /** The release to roll out. */
  readonly release: Expression<string, 'needs'>;
  readonly if: JobCondition;
  /** Where its proof is asked for once more, right before the rollout. */
  readonly provenBy?: ProofSource;
  /** What people were asked, which is read back right before the rollout. */
  readonly asked?: Asked;
}

/** A job that tells how a rollout ended, and its records, one a line. */
export interface Rolled extends Judged {
  readonly outputs: { readonly outcome: JobOutput<Outcome>; readonly record: JobOutput<string> };
}

/** Rolls one service out to one tier of one cluster. All jobs that write there share one concurrency group and run in order. */
export function rolloutJob(material: Material, plan: RolloutPlan, cluster: GkeCluster): StepsJob & Rolled {
  const { tier, service } = plan;
  const { steps, rolledOut } = rolloutSteps(
    material,
    plan,
    onlyPlace(cluster),
    tier.verify === undefined ? 'none' : 'pending',
  );
  return job({
    id: `${tier.name}-${service.name}`,
    name: `Roll out ${service.name} to ${tier.name}`,
    source: 'workflows-src/pipelines/rollout-job.ts > rolloutJob',
    runsOn: 'ubuntu-24.04',
    timeoutMinutes: rolloutMinutes(tierFor(service, tier)),
    if: plan.if,
    environment: jobEnvironment(tier.name, reachedUrl(material.delivery, tier, service)),
    concurrency: tierGroup(tier.name, service.name),
    outputs: { outcome: oneOf(rolledOut.outputs.outcome, OUTCOMES), record: rolledOut.outputs.record },
    steps,
  });
}

/** What rolls out to one cluster, from the checkout to the verdict. */
export function rolloutSteps(
  material: Material,
  { tier, service, release, provenBy, asked }: RolloutPlan,
  place: ClusterPlace,
  verification: 'none' | 'pending',
) {
  const { delivery, own } = material;
  const access = cloudAccess(delivery, tier, place);
  const once = asked === undefined ? [] : [attemptStep(asked.again)];
  const consented = asked === undefined ? undefined : consentStep(material, service, place, asked);
  const proven =
    provenBy === undefined
      ? undefined
      : proofStep(material, provenBy, service, { otherwise: 'refuse', expected: release });
  const rolledOut = own(rollout, {
    name: 'Roll out the release',
    with: {
      ...expectedInputs(delivery, tier, service),
      namespace: tier.namespace,
      ...(place.key === undefined ? {} : { cluster: place.key }),
      // What is proven now, not what was found before people were asked.
      release: proven === undefined ? release : proven.outputs.release,
      ...(provenBy === undefined ? {} : { commit: provenBy.commit }),
      ...rolloutInputs(tierFor(service, tier), access.token),
      verification,
      evidence: evidencePlace(delivery, tier),
      ...(consented === undefined ? {} : { 'approved-by': consented.outputs.approvers }),
    },
  });
  const approved = consented === undefined ? [] : [consented];
  const before = proven === undefined ? [] : [proven];
  const signed =
    verification === 'pending'
      ? []
      : signSteps(
          material,
          tier,
          [{ service, release: proven?.outputs.release ?? release }],
          rolledOut.outputs['to-sign'],
        );
  const steps: readonly Step[] = [...once, checkout(), ...access.steps, ...before, ...approved, rolledOut, ...signed];
  return { steps, rolledOut };
}

/** Minutes that one rollout to a tier may take. */
export const rolloutMinutes = (tier: Tier): number => minutesFor(rolloutSeconds(tier));
