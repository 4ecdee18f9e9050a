import type { Service } from '../../domain/service.ts';
import type { Tier } from '../../domain/tier.ts';
import { targetsOf } from '../../domain/waves.ts';
import type { Expression } from '../language/expression.ts';
import type { Job, JobCondition } from '../language/job.ts';
import { and, equals, or } from '../language/operator.ts';
import { proceed, settled } from './condition.ts';
import type { Asked } from './consent-step.ts';
import type { Material } from './material.ts';
import type { ProofSource } from './proof-steps.ts';
import { type Rolled, type RolloutPlan, rolloutJob } from './rollout-job.ts';
import { checksJob, type RecordJob, recordJob } from './verify-job.ts';
import { waveJobs } from './wave-jobs.ts';

/** A service to roll out, and when. */
export interface Candidate {
  readonly service: Service;
  readonly release: Expression<string, 'needs'>;
  readonly if: JobCondition;
  /** When it is rightly not rolled out, so that nobody waits for it. */
  readonly spared?: JobCondition;
  /** Where its proof is asked for once more, right before the rollout. */
  readonly provenBy?: ProofSource;
  /** What people were asked, which is read back right before the rollout. */
  readonly asked?: Asked;
}

/** The jobs that bring releases into one tier. */
export interface TierJobs {
  readonly jobs: readonly Job[];
  /** The job of each service that speaks for all clusters of the tier. */
  readonly rollouts: readonly { readonly service: Service; readonly job: Rolled }[];
  /** The job that tells how the tier was verified. */
  readonly verify: RecordJob | undefined;
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
  const made = inOrder(material, tier, candidates);
  const rollouts = made.map(({ service, rolled }) => ({ service, job: rolled }));
  // Whether those jobs ended well, `ready` asks.
  const changed = or(...rollouts.map(({ job }) => equals(job.outputs.outcome, 'complete')));
  const rolledOut = made.flatMap(({ jobs }) => jobs);
  if (tier.verify === undefined) return { rollouts, verify: undefined, jobs: rolledOut };
  const checks = checksJob(material, tier, tier.verify, proceed(ready(rollouts), changed));
  const told = recordJob(material, tier, checks, {
    verified: made.map(({ service, release, rolled }) => ({ service, release, job: rolled })),
    // People are asked once for all of them.
    asked: candidates.find(({ asked }) => asked !== undefined)?.asked,
  });
  return { rollouts, verify: told, jobs: [...rolledOut, checks.job, told] };
}

/** What is made of each candidate. Jobs stand first, for who waits for one stands below it. */
function inOrder(material: Material, tier: Tier, candidates: readonly Candidate[]): readonly Made[] {
  const first = candidates.filter(({ service }) => service.kind === 'job').map((each) => madeOf(material, tier, each));
  const others = candidates.filter(({ service }) => service.kind !== 'job');
  return [
    ...first,
    ...others.map((each) => madeOf(material, tier, { ...each, if: and(each.if, ...waitsOf(each.service, first)) })),
  ];
}

/** A candidate, and its jobs. */
interface Made extends Candidate {
  readonly jobs: readonly Job[];
  readonly rolled: Rolled;
}

const madeOf = (material: Material, tier: Tier, candidate: Candidate): Made => ({
  ...candidate,
  ...jobsOf(material, { tier, ...candidate }),
});

/** That what comes before a service has ended well, now or before this run, or is not due. */
const waitsOf = ({ name }: Service, first: readonly Made[]): readonly JobCondition[] =>
  first
    .filter(({ service }) => service.kind === 'job' && service.before.includes(name))
    .map(({ rolled, spared }) => (spared === undefined ? settled(rolled) : or(settled(rolled), spared)));

function jobsOf(material: Material, plan: RolloutPlan): { readonly jobs: readonly Job[]; readonly rolled: Rolled } {
  const targets = targetsOf(material.delivery.cluster, plan.tier.clusters);
  if (targets.kind === 'several') return waveJobs(material, plan, targets.waves);
  const only = rolloutJob(material, plan, targets.cluster);
  return { jobs: [only], rolled: only };
}
