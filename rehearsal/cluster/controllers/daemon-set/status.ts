import { isReadyPod } from '../replica-set/deletion-order.ts';
import type { DaemonSet } from '../resource.ts';
import { type DaemonLook, isAvailable } from './daemon-look.ts';
import { byAge, isUpdated } from './daemon-pod.ts';

/** Counts of nodes. https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/daemon-set-v1/#DaemonSetStatus */
export interface DaemonSetStatus {
  readonly currentNumberScheduled: number;
  readonly numberMisscheduled: number;
  readonly desiredNumberScheduled: number;
  readonly numberReady: number;
  readonly observedGeneration: number;
  readonly updatedNumberScheduled: number;
  readonly numberAvailable: number;
  readonly numberUnavailable: number;
}

/** The oldest pod of a node speaks for it. */
export const statusFrom = (look: DaemonLook): DaemonSetStatus => {
  const { set, hash, nodes, byNode } = look;
  const wanted = nodes.filter(({ shouldRun }) => shouldRun);
  const oldest = wanted.flatMap(({ name }) => [...(byNode.get(name) ?? [])].sort(byAge).slice(0, 1));
  const ready = oldest.filter(isReadyPod);
  const available = ready.filter((pod) => isAvailable(look, pod)).length;
  return {
    currentNumberScheduled: oldest.length,
    numberMisscheduled: nodes.filter(({ name, shouldRun }) => !shouldRun && byNode.has(name)).length,
    desiredNumberScheduled: wanted.length,
    numberReady: ready.length,
    observedGeneration: set.metadata.generation ?? 0,
    updatedNumberScheduled: oldest.filter((pod) => isUpdated(pod, set, hash)).length,
    numberAvailable: available,
    numberUnavailable: wanted.length - available,
  };
};

export const isToBeWritten = ({ status: was }: DaemonSet, now: DaemonSetStatus): boolean =>
  Object.entries(now).some(([field, value]) => value !== (was?.[field as keyof DaemonSetStatus] ?? 0));

/** The status as it is stored: some zeros are left out, and how often names collided is kept. */
export const storedStatus = ({ status: was }: DaemonSet, now: DaemonSetStatus): NonNullable<DaemonSet['status']> => {
  const { updatedNumberScheduled, numberAvailable, numberUnavailable, ...always } = now;
  const shown = Object.entries({ updatedNumberScheduled, numberAvailable, numberUnavailable });
  const { collisionCount } = was ?? {};
  return {
    ...always,
    ...Object.fromEntries(shown.filter(([, count]) => count !== 0)),
    ...(collisionCount === undefined ? {} : { collisionCount }),
  };
};
