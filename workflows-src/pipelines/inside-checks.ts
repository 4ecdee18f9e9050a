import { checks as checksAction } from '../../actions/checks/contract.ts';
import type { Tier } from '../../domain/tier.ts';
import type { TierChecks } from '../../domain/tier-checks.ts';
import { targetsOf } from '../../domain/waves.ts';
import { jobEnvironment } from '../language/environment.ts';
import { type Expression, orEmpty } from '../language/expression.ts';
import { type JobCondition, job } from '../language/job.ts';
import { template } from '../language/template.ts';
import { checkout, clusterAccess } from './cloud-steps.ts';
import { onlyPlace } from './cluster-place.ts';
import { releasesPlace } from './evidence-place.ts';
import { expectedInputs } from './expected-inputs.ts';
import type { Material } from './material.ts';
import { buildingWorkflows } from './provenance-inputs.ts';

/** Minutes beside the time of the checks themselves: to get ready, to be heard, and to tell. */
const BESIDE = 15;

/** Has the tier's checks run inside it, by the tier's identity. No code of theirs runs here: it is in the pods of their Job, which have no
 *  identity at all. */
export function insideJob(material: Material, tier: Tier, checks: TierChecks, condition: JobCondition) {
  const { delivery, own } = material;
  const targets = targetsOf(delivery.cluster, tier.clusters);
  const cluster = targets.kind === 'one' ? targets.cluster : targets.waves.order[0][0];
  const ran = own(checksAction, {
    name: 'Run the checks in the cluster',
    with: {
      ...expectedInputs(delivery, tier, checks),
      namespace: tier.namespace,
      // Of what any branch may build, any branch may have formed the release.
      ...(tier.trust === 'protected' ? { 'formed-by': buildingWorkflows(material) } : {}),
    },
  });
  return job({
    id: `${tier.name}-verify`,
    name: `Verify ${tier.name}`,
    source: 'workflows-src/pipelines/inside-checks.ts > insideJob',
    runsOn: 'ubuntu-24.04',
    timeoutMinutes: Math.ceil(checks.deadline / 60) + BESIDE,
    if: condition,
    environment: jobEnvironment(tier.name),
    outputs: { release: ran.outputs.release },
    steps: [checkout(), ...clusterAccess(delivery, tier, onlyPlace(cluster)), ran],
  });
}

/** What whoever records the result is told, so that it looks for the Job itself. */
export const insideInputs = (
  { delivery }: Material,
  tier: Tier,
  checks: TierChecks,
  release: Expression<string, 'needs'>,
) => ({
  checks: template([`${checks.name} `, releasesPlace(delivery, tier, checks)]),
  'checks-release': orEmpty(release),
});
