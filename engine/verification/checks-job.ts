import { InvalidInput } from '../../domain/problem.ts';
import type { Run } from '../../domain/run-order.ts';
import type { KubernetesObject } from '../rollout/cluster.ts';
import { jobOf } from '../rollout/jobs/release-job.ts';
import { parseManifests } from '../rollout/manifests.ts';
import { recordAt } from '../rollout/object-parts.ts';
import { RELEASE } from '../rollout/state/annotations.ts';
import { annotated } from '../rollout/write.ts';

/** A week: whoever says what the checks have shown comes right after them, and people may look a while longer. */
const SECONDS_KEPT = 7 * 24 * 60 * 60;

/** What a release of checks is in a tier. */
export interface ChecksManifests {
  readonly job: KubernetesObject;
  /** Written before it: the account that its pods run as. */
  readonly others: readonly KubernetesObject[];
}

/** @throws {InvalidInput} for manifests that are not those of checks */
export function readChecks(text: string, namespace: string): ChecksManifests {
  const { objects, jobs, preDeployJobs, workloads } = parseManifests(text, namespace);
  const [job, ...more] = [...jobs, ...preDeployJobs];
  if (job === undefined || more.length > 0 || workloads.length > 0)
    throw new InvalidInput('The release of the checks', [
      {
        field: 'manifests',
        value: [...workloads, ...jobs, ...preDeployJobs].map(({ kind, metadata }) => `${kind} ${metadata.name}`),
        message:
          'Wanted one Job, and nothing that stays: generate the manifests of the checks again, and form the release from them.',
      },
    ]);
  return { job, others: objects };
}

/** The Job of one attempt of a run: another one has another name, so that nobody takes the word of an earlier one for its own. It goes by
 *  itself, later than anybody asks. */
export function checksJobOf(job: KubernetesObject, digest: string, run: Run): KubernetesObject {
  const named = jobOf(job, `${run.id} ${run.attempt} ${digest}`, run);
  return {
    ...annotated(named, { [RELEASE]: digest }),
    spec: { ...recordAt(job, 'spec'), ttlSecondsAfterFinished: SECONDS_KEPT },
  };
}
