import { isDirect } from '../../domain/promotion-path.ts';
import type { Service } from '../../domain/service.ts';
import type { Tier } from '../../domain/tier.ts';
import { targetsOf } from '../../domain/waves.ts';
import { jobEnvironment } from '../language/environment.ts';
import type { Expression } from '../language/expression.ts';
import { type Job, type JobCondition, job } from '../language/job.ts';
import { and, differs, equals, or } from '../language/operator.ts';
import { checkout, clusterAccess } from './cloud-steps.ts';
import { onlyPlace } from './cluster-place.ts';
import { complete, proceed, settled, succeeded } from './condition.ts';
import type { Material } from './material.ts';
import { isChosen, isNotChosen, type PromotionInputs } from './promotion-inputs.ts';
import { type ProofSource, proofStep } from './proof-steps.ts';
import { tierJobs } from './tier-jobs.ts';

/** A service that is to be promoted, if it was chosen. */
export interface Promoted {
  readonly service: Service;
  /** The job that has found its release. */
  readonly adopt: AdoptJob;
  readonly release: Expression<string, 'needs'>;
}

/** Jobs that find or produce the evidence of the tier before, and the condition that it is there for everything that was chosen. */
export interface Proof {
  readonly promoted: readonly Promoted[];
  readonly jobs: readonly Job[];
  readonly proven: JobCondition;
}

/** A release that the tier before has verified is adopted as it is. Another one goes through that tier first, where that tier takes
 *  builds directly; else it is refused, for its own promotion has to come first. */
export function proof(
  material: Material,
  source: ProofSource,
  { given, entry }: { readonly given: PromotionInputs; readonly entry: JobCondition },
): Proof {
  const { before } = source;
  const through = before !== undefined && isDirect(before) ? before : undefined;
  const promoted = material.lot.services.map((service): Promoted => {
    const condition = and<JobCondition['uses'][number]>(entry, isChosen(given, service));
    const adopt = adoptJob(material, source, service, condition, through === undefined ? 'refuse' : 'tell');
    return { service, adopt, release: adopt.outputs.release };
  });
  const jobs = promoted.map(({ adopt }) => adopt);
  if (through === undefined)
    return {
      promoted,
      jobs,
      proven: and(
        ...promoted.map(({ service, adopt }) =>
          or<JobCondition['uses'][number]>(isNotChosen(given, service), succeeded(adopt)),
        ),
      ),
    };
  const first = goThrough(material, through, promoted, given);
  return { promoted, jobs: [...jobs, ...first.jobs], proven: first.proven };
}

const adopted = ({ adopt }: Promoted) => and(succeeded(adopt), equals(adopt.outputs.adopted, 'true'));

function goThrough(
  material: Material,
  before: Tier,
  promoted: readonly Promoted[],
  given: PromotionInputs,
): Omit<Proof, 'promoted'> {
  const settledOr = (each: Promoted, ...ends: readonly Expression<boolean, 'needs'>[]) =>
    or<JobCondition['uses'][number]>(isNotChosen(given, each.service), adopted(each), ...ends);
  const through = tierJobs(
    material,
    before,
    promoted.map((each) => ({
      service: each.service,
      release: each.release,
      if: proceed(succeeded(each.adopt), differs(each.adopt.outputs.adopted, 'true')),
      spared: settledOr(each),
    })),
    (rollouts) =>
      and(
        ...promoted.map((each) =>
          settledOr(each, ...rollouts.filter(({ service }) => service === each.service).map(({ job }) => settled(job))),
        ),
      ),
  );
  const passed = ({ service }: Promoted) =>
    through.verify === undefined
      ? through.rollouts.filter((rollout) => rollout.service === service).map(({ job }) => settled(job))
      : [complete(through.verify)];
  return { jobs: through.jobs, proven: and(...promoted.map((each) => settledOr(each, ...passed(each)))) };
}

/** The job that finds the release of a service. */
export type AdoptJob = ReturnType<typeof adoptJob>;

/** Names the release of the commit, by the identity of the tier that it is for: that may see what the tier before has said, and what
 *  runs. */
export function adoptJob(
  material: Material,
  source: ProofSource,
  service: Service,
  condition: JobCondition,
  otherwise: 'refuse' | 'tell',
) {
  const { tier, before } = source;
  const targets = targetsOf(material.delivery.cluster, tier.clusters);
  const cluster = targets.kind === 'one' ? targets.cluster : targets.waves.order[0][0];
  const look = proofStep(material, source, service, { otherwise });
  return job({
    id: `adopt-${service.name}`,
    name: `Look for the ${before === undefined ? 'release' : 'evidence'} of ${service.name}`,
    source: 'workflows-src/pipelines/proof.ts > adoptJob',
    runsOn: 'ubuntu-24.04',
    timeoutMinutes: 10,
    if: condition,
    environment: jobEnvironment(tier.name),
    outputs: { adopted: look.outputs.adopted, release: look.outputs.release },
    steps: [checkout(), ...clusterAccess(material.delivery, tier, onlyPlace(cluster)), look],
  });
}
