import { isReadyPod, untilAvailable } from '../replica-set/deletion-order.ts';
import type { ControllerRevision, Pod, StatefulSet } from '../resource.ts';
import { revisionOf, sizeOf } from './ordinals.ts';

/** `status` of a StatefulSet with every number present; written without zeros but for those that the API always shows. */
export interface StatefulSetStatus {
  readonly observedGeneration: number;
  readonly replicas: number;
  readonly readyReplicas: number;
  readonly availableReplicas: number;
  readonly currentReplicas: number;
  readonly updatedReplicas: number;
  readonly currentRevision: string;
  readonly updateRevision: string;
  readonly collisionCount: number;
}

/** Which template members have, and which they shall have. */
export interface Revisions {
  readonly current: ControllerRevision;
  readonly update: ControllerRevision;
  readonly collisionCount: number;
}

/** A pod that is running and ready. */
export const isRunningAndReady = (pod: Pod): boolean => pod.status?.phase === 'Running' && isReadyPod(pod);

/** Ready for long enough. */
export const isAvailable = (pod: Pod, minReadySeconds: number, now: number): boolean =>
  untilAvailable(pod, minReadySeconds, now) === 0;

/** Not available, or on its way out. */
export const isUnavailable = (pod: Pod, minReadySeconds: number, now: number): boolean =>
  !isAvailable(pod, minReadySeconds, now) || pod.metadata.deletionTimestamp !== undefined;

/** kubernetes/pkg/controller/statefulset/stateful_set_control.go, computeReplicaStatus */
export const statusFrom = (
  { metadata, spec }: StatefulSet,
  { current, update, collisionCount }: Revisions,
  pods: readonly Pod[],
  now: number,
): StatefulSetStatus => {
  const created = pods.filter(({ status }) => status?.phase !== undefined);
  const ready = created.filter(isRunningAndReady);
  const staying = created.filter((pod) => pod.metadata.deletionTimestamp === undefined);
  const ofRevision = ({ metadata: { name } }: ControllerRevision): number =>
    staying.filter((pod) => revisionOf(pod) === name).length;
  return {
    observedGeneration: metadata.generation ?? 0,
    replicas: created.length,
    readyReplicas: ready.length,
    availableReplicas: ready.filter((pod) => isAvailable(pod, spec.minReadySeconds ?? 0, now)).length,
    currentReplicas: ofRevision(current),
    updatedReplicas: ofRevision(update),
    currentRevision: current.metadata.name,
    updateRevision: update.metadata.name,
    collisionCount,
  };
};

/** With all members of the new template ready, that is the current one.
 *  kubernetes/pkg/controller/statefulset/stateful_set_utils.go, completeRollingUpdate */
export const completed = (set: StatefulSet, status: StatefulSetStatus): StatefulSetStatus => {
  const size = sizeOf(set);
  const { updatedReplicas, readyReplicas, replicas, updateRevision } = status;
  const isComplete = [updatedReplicas, readyReplicas, replicas].every((count) => count === size);
  if (set.spec.updateStrategy?.type !== 'RollingUpdate' || !isComplete) return status;
  return { ...status, currentReplicas: updatedReplicas, currentRevision: updateRevision };
};

const ALWAYS = new Set(['replicas', 'availableReplicas', 'collisionCount']);

/** The status as it is stored. */
export const storedStatus = (status: StatefulSetStatus): Record<string, unknown> & { readonly replicas: number } => ({
  ...Object.fromEntries(Object.entries(status).filter(([field, value]) => ALWAYS.has(field) || value !== 0)),
  replicas: status.replicas,
});

/** Whether the stored status says something else; how often names collided is told only along with a change. */
export const isToBeWritten = ({ status: was }: StatefulSet, now: StatefulSetStatus): boolean =>
  now.observedGeneration > (was?.observedGeneration ?? 0) ||
  (['replicas', 'currentReplicas', 'readyReplicas', 'updatedReplicas', 'availableReplicas'] as const).some(
    (field) => now[field] !== (was?.[field] ?? 0),
  ) ||
  (['currentRevision', 'updateRevision'] as const).some((field) => now[field] !== was?.[field]);
