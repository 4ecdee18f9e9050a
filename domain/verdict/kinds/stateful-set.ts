import type { StatefulSet } from '../kubernetes.ts';
import type { Progress } from './progress.ts';

/** Pods below the partition keep the old revision on purpose. Between two rollouts the status may leave out how many pods are
 *  updated: all of them are, when both revisions are one.
 *  @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#partitions
 *  @see https://github.com/kubernetes/kubectl/blob/v0.36.3/pkg/polymorphichelpers/rollout_status.go */
export function statefulSetProgress({ spec, status }: StatefulSet): Progress {
  const replicas = spec.replicas ?? 1;
  const partition = spec.updateStrategy?.rollingUpdate?.partition ?? 0;
  const desired = Math.max(0, replicas - partition);
  const { readyReplicas: ready = 0, updatedReplicas = 0, updateRevision, currentRevision } = status ?? {};
  const updated = updateRevision === currentRevision ? Math.max(updatedReplicas, ready) : updatedReplicas;
  return {
    by: 'pods',
    desired,
    updated,
    available: ready,
    old: Math.max(0, desired - updated),
    done: ready >= replicas && updated >= desired,
    ...(partition > 0
      ? { note: `${Math.min(partition, replicas)} below the partition of ${partition} keep their revision` }
      : {}),
  };
}

/** Whether its controller replaces no pod by itself: somebody has to delete them. DaemonSets have the same word for it.
 *  @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#update-strategies */
export const leavesPodsAlone = ({
  spec,
}: {
  readonly spec: { readonly updateStrategy?: { readonly type?: string } };
}): boolean => spec.updateStrategy?.type === 'OnDelete';

/** Whether a pod must be ready before the next one is touched: then one broken pod stops all.
 *  @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#deployment-and-scaling-guarantees */
export const isOrdered = ({ spec }: StatefulSet): boolean => spec.podManagementPolicy !== 'Parallel';
