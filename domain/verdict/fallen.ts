import { containersOf, lastEnd } from './containers.ts';
import { conditionOf, type Pod } from './kubernetes.ts';

/** Whether a pod came to an end that nobody wanted: taken away by the cluster or, where it is not started again, failed. */
export const hasFallen = (pod: Pod): boolean => isEvicted(pod) || hasFailedForGood(pod);

/** Taken away by the cluster: evicted, preempted, on a node that went away or shut down, or not admitted by one.
 *  @see https://kubernetes.io/docs/concepts/workloads/pods/disruptions/#pod-disruption-conditions */
export function isEvicted(pod: Pod): boolean {
  if (conditionOf(pod, 'DisruptionTarget')?.status === 'True') return true;
  if (pod.status?.phase !== 'Failed' || pod.metadata.deletionTimestamp !== undefined) return false;
  // A pod whose containers are started again never fails by them; one that is not has a reason of its own when it is taken.
  return isStartedAgain(pod) || pod.status.reason !== undefined;
}

/** Not admitted by the kubelet of its node, for a reason that the scheduler did not know.
 *  @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/kubelet/kubelet.go `rejectPod` */
export const isRejected = ({ status }: Pod): boolean =>
  status?.containerStatuses === undefined && /^Pod was rejected\b/.test(status?.message ?? '');

function hasFailedForGood(pod: Pod): boolean {
  return !isStartedAgain(pod) && containersOf(pod).some(({ status }) => (lastEnd({ status })?.exitCode ?? 0) !== 0);
}

const isStartedAgain = ({ spec }: Pod): boolean => (spec.restartPolicy ?? 'Always') === 'Always';

/** Why it was taken away, as the cluster says it. */
export function evictionCause(pod: Pod): string {
  const target = conditionOf(pod, 'DisruptionTarget');
  const { reason, message } = pod.status ?? {};
  const parts = [reason ?? target?.reason, message ?? target?.message].filter((text) => text !== undefined);
  return parts.length === 0 ? 'no reason given' : parts.join(': ');
}
