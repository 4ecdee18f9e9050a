import { sameTemplate } from '../../../domain/verdict/same-template.ts';
import { type Cluster, type KubernetesObject, nameOf } from '../cluster.ts';
import { readLive } from '../live/live.ts';
import { labelsOf } from '../look.ts';
import { parseManifests } from '../manifests.ts';
import { copiesOf } from '../objects-of.ts';
import { NOTHING_WRITTEN } from '../report/evidence.ts';
import type { RolloutRequest } from '../request.ts';
import { runOf } from '../state/annotations.ts';
import { subjectOf } from '../subject.ts';
import type { Target } from '../watch/watch-rollout.ts';
import { isWorkload, type WorkloadManifest } from '../workload.ts';

/** The workloads that this run has written and that have pods, as they are now. */
export async function ownLive(
  { manifests: text, reading, namespace, strategy, run }: RolloutRequest,
  cluster: Cluster,
): Promise<readonly WorkloadManifest[]> {
  const manifests = parseManifests(text, namespace, reading);
  const live = await readLive(cluster, manifests.workloads, namespace, copiesOf(manifests, strategy));
  return [...live.values()].filter(isWorkload).filter((object) => {
    const writer = runOf(object);
    const isOwn = writer?.id === run.id && writer.attempt === run.attempt && writer.createdAt === run.createdAt;
    return isOwn && object.spec.replicas !== 0;
  });
}

/** Names of those that somebody else has written since, in a way that their pods show. How many pods there are is an autoscaler's. */
export const changedSince = (
  before: readonly WorkloadManifest[],
  now: readonly WorkloadManifest[],
): readonly string[] =>
  before
    .filter((known) => {
      const found = now.find((object) => nameOf(object) === nameOf(known));
      return found === undefined || !sameTemplate(found.spec.template, known.spec.template);
    })
    .map(nameOf);

/** To be watched as if it had just been written: what was ready before must stay so. */
export function targetOf(object: KubernetesObject, namespace: string, at: number): Target {
  const subject = subjectOf(object, namespace);
  if (subject === undefined) throw new Error(`${nameOf(object)} is nothing that is watched.`);
  const { uid = '', generation = 0 } = object.metadata;
  const applied = { uid, generation, serverTime: NOTHING_WRITTEN, unchanged: false, at };
  return { subject, labels: labelsOf(object), applied };
}
