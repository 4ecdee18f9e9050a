import { type KubernetesObject, nameOf } from '../cluster.ts';
import { partAt } from '../object-parts.ts';
import { isCronJob } from '../workload.ts';

/** Whoever has suspended a CronJob had a reason, and a rollout would begin it again without a word. Manifests that suspend it say so themselves.
 *  @param object as it is in the cluster; `wanted` what the release has */
export function suspendedProblem(object: KubernetesObject, wanted: readonly KubernetesObject[]): string[] {
  const written = wanted.find((each) => nameOf(each) === nameOf(object));
  return isCronJob(object) && partAt(object, 'spec', 'suspend') === true && partAt(written, 'spec', 'suspend') !== true
    ? [
        `${nameOf(object)} is suspended, so none of its runs would begin. Resume it with "kubectl patch cronjob ${object.metadata.name} --patch '{"spec":{"suspend":false}}'", then roll out again.`,
      ]
    : [];
}
