import type { Service } from '../../domain/service.ts';
import type { Tier } from '../../domain/tier.ts';
import type { Expression } from '../language/expression.ts';
import type { Job, JobCondition } from '../language/job.ts';
import { and, or } from '../language/operator.ts';
import { complete, proceed, settled } from './condition.ts';
import type { Material } from './material.ts';
import { type RolloutJob, rolloutJob } from './rollout-job.ts';
import { type VerifyJob, verifyJob } from './verify-job.ts';

/** A service to roll out, and when. */
export interface Candidate {
  readonly service: Service;
  readonly release: Expression<string, 'needs' | 'inputs'>;
  readonly if: JobCondition;
  /** The tier whose evidence is asked for once more, right before the rollout. */
  readonly provenIn?: Tier;
}

/** The jobs that bring releases into one tier. */
export interface TierJobs {
  readonly jobs: readonly Job[];
  readonly rollouts: readonly { readonly service: Service; readonly job: RolloutJob }[];
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
  const rollouts = candidates.map((candidate) => ({
    service: candidate.service,
    job: rolloutJob(material, { tier, ...candidate }),
  }));
  const changed = or(...rollouts.map(({ job }) => complete(job)));
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
  return { rollouts, verify, jobs: [...rollouts.map(({ job }) => job), ...(verify === undefined ? [] : [verify])] };
}
