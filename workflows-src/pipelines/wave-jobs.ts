import { wave as waveAction } from '../../actions/wave/contract.ts';
import type { GkeCluster } from '../../domain/cluster.ts';
import { identityName } from '../../domain/identity.ts';
import { OUTCOMES } from '../../domain/outcome.ts';
import { tierFor } from '../../domain/service.ts';
import type { Waves } from '../../domain/waves.ts';
import { jobEnvironment } from '../language/environment.ts';
import { oneOf, orEmpty } from '../language/expression.ts';
import { type Job, type JobCondition, job, type StepsJob } from '../language/job.ts';
import { and, differs } from '../language/operator.ts';
import { reachedUrl } from './base-url.ts';
import { checkout, cloudLogin } from './cloud-steps.ts';
import { clusterLines, clusterMatrix, legGroup, legPlace } from './cluster-place.ts';
import { complete, proceed } from './condition.ts';
import { askedInputs } from './consent-step.ts';
import { evidencePlace } from './evidence-place.ts';
import { expectedInputs } from './expected-inputs.ts';
import type { Material } from './material.ts';
import { type Rolled, type RolloutPlan, rolloutMinutes, rolloutSteps } from './rollout-job.ts';
import { signSteps } from './sign-steps.ts';

/** The jobs of one service in a tier of several clusters; `rolled` is the last of them, which speaks for all. */
export interface WaveJobs {
  readonly jobs: readonly Job[];
  readonly rolled: Rolled;
}

/** One matrix a wave, and a job after each that tells whether every cluster so far is complete: the outputs of a matrix are those of
 *  its last leg, so only that job may let the next wave start. */
export function waveJobs(material: Material, plan: RolloutPlan, waves: Waves): WaveJobs {
  const jobs: Job[] = [];
  let condition = plan.if;
  let before: GkeCluster[] = [];
  const [first, ...others] = waves.order;
  const add = (wave: readonly GkeCluster[], number: number): Rolled => {
    const place = { number, wave, before, all: waves.order.flat() };
    const rollouts = legsJob(material, { ...plan, if: condition }, place, waves.maxParallel);
    const joined = judgeJob(material, plan, place, rollouts);
    jobs.push(rollouts, joined);
    before = [...before, ...wave];
    condition = and<JobCondition['uses'][number]>(plan.if, complete(joined));
    return joined;
  };
  const rolled = others.reduce((_previous, wave, index) => add(wave, index + 2), add(first, 1));
  return { jobs, rolled };
}

/** Where a wave stands among the clusters of its tier. */
interface WavePlace {
  readonly number: number;
  readonly wave: readonly GkeCluster[];
  readonly before: readonly GkeCluster[];
  readonly all: readonly GkeCluster[];
}

/** Rolls out to the clusters of one wave. */
export function legsJob(
  material: Material,
  plan: RolloutPlan,
  { number, wave }: WavePlace,
  maxParallel: number | undefined,
): StepsJob {
  const { tier, service } = plan;
  const legs = clusterMatrix(wave, maxParallel);
  return job({
    id: `${tier.name}-${service.name}-wave-${number}`,
    name: `Roll out ${service.name} to ${tier.name}, wave ${number}`,
    source: 'workflows-src/pipelines/wave-jobs.ts > legsJob',
    runsOn: 'ubuntu-24.04',
    timeoutMinutes: rolloutMinutes(tierFor(service, tier)),
    if: plan.if,
    environment: jobEnvironment(tier.name, reachedUrl(material.delivery, tier, service)),
    concurrency: legGroup(tier.name, service.name, legs),
    matrix: legs,
    // The record of a cluster waits for those of the others, whether or not the tier is verified afterwards.
    steps: rolloutSteps(material, plan, legPlace(legs), 'pending').steps,
  });
}

/** Judges the clusters so far; after the last wave it completes their records. It runs after a bad wave, too, to say what stays. */
export function judgeJob(
  material: Material,
  { tier, service, release, asked }: RolloutPlan,
  { number, wave, before, all }: WavePlace,
  rollouts: StepsJob,
) {
  const { delivery, own } = material;
  const soFar = [...before, ...wave];
  const later = all.slice(soFar.length);
  const tells = later.length === 0 && tier.verify === undefined;
  const judged = own(waveAction, {
    name: 'Judge the clusters so far',
    with: {
      ...expectedInputs(delivery, tier, service),
      // Legs that were not skipped had one.
      release: orEmpty(release),
      clusters: clusterLines(soFar),
      ...(later.length === 0 ? {} : { later: clusterLines(later) }),
      result: rollouts.result,
      verification: tier.verify === undefined ? 'none' : 'pending',
      ...(tells ? { evidence: evidencePlace(delivery, tier), ...askedInputs(asked) } : {}),
    },
  });
  return job({
    id: `${tier.name}-${service.name}-${later.length === 0 ? 'complete' : `after-wave-${number}`}`,
    name: later.length === 0 ? `Complete ${service.name} in ${tier.name}` : `Judge wave ${number} of ${service.name}`,
    source: 'workflows-src/pipelines/wave-jobs.ts > judgeJob',
    runsOn: 'ubuntu-24.04',
    timeoutMinutes: 10,
    if: proceed(differs(rollouts.result, 'skipped')),
    ...(tells ? { environment: jobEnvironment(tier.name) } : {}),
    outputs: { outcome: oneOf(judged.outputs.outcome, OUTCOMES), record: judged.outputs.record },
    steps: [
      checkout(),
      ...(tells ? cloudLogin(delivery, identityName({ kind: 'tier', tier }), false) : []),
      judged,
      ...(tells ? signSteps(material, tier, [{ service, release }], judged.outputs['to-sign']) : []),
    ],
  });
}
