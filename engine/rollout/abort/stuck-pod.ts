import type { KubernetesObject } from '../cluster.ts';
import { replicasOf } from '../exposed-workload.ts';
import { hasCondition, numberAt, textAt } from '../object-parts.ts';
import { operationOf } from '../state/operation.ts';

/** `revision` undefined: every one but that of the template. */
export interface BadRevision {
  readonly revision: string | undefined;
}

/** The pod that keeps a StatefulSet from going back: not ready, of the bad revision, the first one in order that is not ready.
 *  Its controller waits for exactly that pod for ever, also after the template is good again.
 *  `undefined` while the controller has not seen the good template, while a pod is on its way, and when nothing is stuck: so one
 *  pod goes at a time, and no ready pod ever. Sets with policy `Parallel` replace such pods themselves.
 *  @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#forced-rollback */
export function stuckPod(
  set: KubernetesObject,
  pods: readonly KubernetesObject[],
  bad: BadRevision,
): KubernetesObject | undefined {
  const observed = numberAt(set, 'status', 'observedGeneration') ?? 0;
  const updateRevision = updateRevisionOf(set);
  if ((textAt(set, 'spec', 'podManagementPolicy') ?? 'OrderedReady') !== 'OrderedReady') return undefined;
  if (observed < (set.metadata.generation ?? 0)) return undefined;
  if (updateRevision === undefined || updateRevision === bad.revision) return undefined;
  const first = numberAt(set, 'spec', 'ordinals', 'start') ?? 0;
  for (let ordinal = first; ordinal < first + (replicasOf(set) ?? 1); ordinal++) {
    const pod = pods.find(({ metadata }) => metadata.name === `${set.metadata.name}-${ordinal}`);
    if (pod === undefined || pod.metadata['deletionTimestamp'] !== undefined) return undefined;
    if (hasCondition(pod, 'Ready')) continue;
    const revision = pod.metadata.labels?.['controller-revision-hash'];
    return revision === (bad.revision ?? revision) && revision !== updateRevision ? pod : undefined;
  }
  return undefined;
}

const updateRevisionOf = (set: KubernetesObject): string | undefined => textAt(set, 'status', 'updateRevision');

/** What a StatefulSet was moving to when it was seen. Where a return to the last good state was begun and never finished, its
 *  template is good already, and every other revision is what it could not leave.
 *  `undefined` for other kinds, and for a set that no controller has seen. */
export function badRevisionOf(set: KubernetesObject | undefined): BadRevision | undefined {
  if (set?.kind !== 'StatefulSet') return undefined;
  if (operationOf(set)?.phase === 'failing') return { revision: undefined };
  const revision = updateRevisionOf(set);
  return revision === undefined ? undefined : { revision };
}
