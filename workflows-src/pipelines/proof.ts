import { isDirect } from '../../domain/promotion-path.ts';
import type { Tier } from '../../domain/tier.ts';
import { type Job, type JobCondition, job } from '../language/job.ts';
import { and, differs, equals, or } from '../language/operator.ts';
import { checkout } from './cloud-steps.ts';
import { complete, proceed, settled, succeeded } from './condition.ts';
import type { Material } from './material.ts';
import { type Promoted, proofSteps } from './proof-steps.ts';
import { tierJobs } from './tier-jobs.ts';

/** Jobs that find or produce the evidence of the tier before, and the condition that it is there. */
export interface Proof {
  readonly jobs: readonly Job[];
  readonly proven: JobCondition;
}

/** A release that the tier before has verified is adopted as it is. Another one goes through that tier first, where that tier takes
 *  builds directly; else it is refused, for its own promotion has to come first. */
export function proof(material: Material, before: Tier, promoted: readonly Promoted[], entry: JobCondition): Proof {
  if (!isDirect(before)) {
    const strict = promoted.map((each) => adoptJob(material, before, each, entry, 'refuse'));
    return { jobs: strict, proven: and(...strict.map(succeeded)) };
  }
  const looked = promoted.map((each) => ({ ...each, adopt: adoptJob(material, before, each, entry, 'tell') }));
  const adopted = ({ adopt }: (typeof looked)[number]) => and(succeeded(adopt), equals(adopt.outputs.adopted, 'true'));
  const through = tierJobs(
    material,
    before,
    looked.map(({ service, release, adopt }) => ({
      service,
      release,
      if: proceed(succeeded(adopt), differs(adopt.outputs.adopted, 'true')),
    })),
    (rollouts) =>
      and(
        ...looked.map((each) =>
          or(
            adopted(each),
            ...rollouts.filter(({ service }) => service === each.service).map(({ job }) => settled(job)),
          ),
        ),
      ),
  );
  const passed = ({ service }: Promoted) =>
    through.verify === undefined
      ? through.rollouts.filter((rollout) => rollout.service === service).map(({ job }) => settled(job))
      : [complete(through.verify)];
  return {
    jobs: [...looked.map(({ adopt }) => adopt), ...through.jobs],
    proven: and(...looked.map((each) => or(adopted(each), ...passed(each)))),
  };
}

/** Asks whether the tier before has verified this very release; `refuse` fails where it has not. */
export function adoptJob(
  material: Material,
  before: Tier,
  { service, release }: Promoted,
  condition: JobCondition,
  otherwise: 'refuse' | 'tell',
) {
  const [look, refuse] = proofSteps(material, before, { service, release });
  return job({
    id: `adopt-${service.name}`,
    name: `Look for the evidence of ${service.name}`,
    source: 'workflows-src/pipelines/proof.ts > adoptJob',
    runsOn: 'ubuntu-24.04',
    timeoutMinutes: 10,
    if: condition,
    outputs: { adopted: look.outputs.adopted },
    steps: [checkout(), look, ...(otherwise === 'refuse' ? [refuse] : [])],
  });
}
