import type { Service } from '../../domain/service.ts';
import type { Tier } from '../../domain/tier.ts';
import { targetsOf } from '../../domain/waves.ts';
import type { Expression } from '../language/expression.ts';
import type { Job, JobCondition } from '../language/job.ts';
import { and, equals, or } from '../language/operator.ts';
import { proceed, settled } from './condition.ts';
import type { Asked } from './consent-step.ts';
import type { Material } from './material.ts';
import { type Rolled, type RolloutPlan, rolloutJob } from './rollout-job.ts';
import { type VerifyJob, verifyJob } from './verify-job.ts';
import { waveJobs } from './wave-jobs.ts';

/** A service to roll out, and when. */
export interface Candidate {
  readonly service: Service;
  readonly release: Expression<string, 'needs' | 'inputs'>;
  readonly if: JobCondition;
  /** The tier whose evidence is asked for once more, right before the rollout. */
  readonly provenIn?: Tier;
  /** What people were asked, which is read back right before the rollout. */
  readonly asked?: Asked;
}

/** The jobs that bring releases into one tier. */
export interface TierJobs {
  readonly jobs: readonly Job[];
  /** The job of each service that speaks for all clusters of the tier. */
  readonly rollouts: readonly { readonly service: Service; readonly job: Rolled }[];
  readonly verify: VerifyJob | undefined;
}

/** Rolls the candidates out and, where the tier verifies, checks them together. `ready` says when the checks may run; without it,
 *  when every rollout is settled and at least one has changed something. */
export function tierJobs(
  material: Material,
  tier: Tier,
  candidates: readonly Candidate[],
  ready: (rollouts: TierJobs['rollouts']) => JobCondition = (rollouts) =>
    and(...rollouts.map(({ job }) => settled(job))),
): TierJobs {
  const made = candidates.map((candidate) => ({
    service: candidate.service,
    ...jobsOf(material, { tier, ...candidate }),
  }));
  const rollouts = made.map(({ service, rolled }) => ({ service, job: rolled }));
  // Whether those jobs ended well, `ready` asks.
  const changed = or(...rollouts.map(({ job }) => equals(job.outputs.outcome, 'complete')));
  const verify =
    tier.verify === undefined
      ? undefined
      : verifyJob(
          material,
          tier,
          tier.verify,
          rollouts.map(({ job }) => job),
          proceed(ready(rollouts), changed),
        );
  return { rollouts, verify, jobs: [...made.flatMap(({ jobs }) => jobs), ...(verify === undefined ? [] : [verify])] };
}

function jobsOf(material: Material, plan: RolloutPlan): { readonly jobs: readonly Job[]; readonly rolled: Rolled } {
  const targets = targetsOf(material.delivery.cluster, plan.tier.clusters);
  if (targets.kind === 'several') return waveJobs(material, plan, targets.waves);
  const only = rolloutJob(material, plan, targets.cluster);
  return { jobs: [only], rolled: only };
}
