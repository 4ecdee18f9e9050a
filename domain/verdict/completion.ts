import { assertNever } from '../brand.ts';
import { isReady } from './containers.ts';
import { conditionOf } from './kubernetes.ts';
import { symptom } from './symptoms.ts';
import type { View } from './view.ts';

/** How many pods there should be, and how far the controller is. */
export interface Progress {
  readonly desired: number;
  readonly updated: number;
  readonly available: number;
  /** Pods of the old template that are still counted. */
  readonly old: number;
  /** kubectl's rule for `rollout status`, so that both always agree.
   *  @see https://github.com/kubernetes/kubectl/blob/v0.36.3/pkg/polymorphichelpers/rollout_status.go */
  readonly done: boolean;
}

export function progressOf({ workload }: View): Progress {
  switch (workload.kind) {
    case 'Deployment': {
      const desired = workload.spec.replicas ?? 1;
      const { replicas = 0, updatedReplicas: updated = 0, availableReplicas: available = 0 } = workload.status ?? {};
      const old = Math.max(0, replicas - updated);
      return { desired, updated, available, old, done: updated >= desired && old === 0 && available >= updated };
    }
    case 'StatefulSet': {
      const replicas = workload.spec.replicas ?? 1;
      const desired = Math.max(0, replicas - (workload.spec.updateStrategy?.rollingUpdate?.partition ?? 0));
      const {
        readyReplicas: available = 0,
        updatedReplicas = 0,
        updateRevision,
        currentRevision,
      } = workload.status ?? {};
      const updated = updateRevision === currentRevision ? Math.max(updatedReplicas, available) : updatedReplicas;
      return {
        desired,
        updated,
        available,
        old: Math.max(0, replicas - updated),
        done: available >= replicas && updated >= desired,
      };
    }
    case 'DaemonSet': {
      const {
        desiredNumberScheduled: desired = 0,
        updatedNumberScheduled: updated = 0,
        numberAvailable: available = 0,
      } = workload.status ?? {};
      return {
        desired,
        updated,
        available,
        old: Math.max(0, desired - updated),
        done: updated >= desired && available >= desired,
      };
    }
    default:
      return assertNever(workload);
  }
}

/** Whether the controller has taken our write into account; before that its status speaks of an earlier rollout. */
export const isObserved = ({ workload, observation }: View): boolean =>
  (workload.metadata.generation ?? 0) >= observation.applied.generation &&
  (workload.status?.observedGeneration ?? 0) >= (workload.metadata.generation ?? 0);

/** When every new pod has been ready long enough; `undefined` while one is not ready or is missing. */
export function stableAt(view: View): number | undefined {
  const { desired } = progressOf(view);
  if (view.readyPods.length < desired || view.readyPods.length < view.pods.length) return undefined;
  const wait = Math.max(view.workload.spec.minReadySeconds ?? 0, view.graces.stableFor) * 1000;
  const times = view.readyPods.map((pod) => {
    const since = view.since(symptom.ready(pod));
    const restarted = pod.status?.containerStatuses?.some(({ restartCount }) => restartCount > 0);
    // Nothing was rolled out: pods that ran before and never restarted have proven themselves.
    return view.observation.applied.unchanged && !restarted
      ? view.observation.applied.at
      : (since ?? Number.NaN) + wait;
  });
  const latest = Math.max(view.observation.applied.at, ...times);
  return Number.isNaN(latest) ? undefined : latest;
}

/** `2 of 3 new pods ready, 1 old pod left`. The status counts available pods of old templates, too: the pods themselves do not. */
export function describeProgress(view: View): string {
  const { desired, old } = progressOf(view);
  const gates = view.pods.flatMap((pod) =>
    isReady(pod) || conditionOf(pod, 'ContainersReady')?.status !== 'True'
      ? []
      : (pod.spec.readinessGates ?? [])
          .filter(({ conditionType }) => conditionOf(pod, conditionType)?.status !== 'True')
          .map(({ conditionType }) => conditionType),
  );
  return [
    `${view.readyPods.length} of ${desired} new pod${desired === 1 ? '' : 's'} ready`,
    ...(old > 0 ? [`${old} old pod${old === 1 ? '' : 's'} left`] : []),
    ...(gates.length > 0 ? [`waiting for readiness gate ${[...new Set(gates)].sort().join(', ')}`] : []),
  ].join(', ');
}
