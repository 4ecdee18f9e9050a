import { conditionOf, type Pod } from './kubernetes.ts';

/** Whether the node of a pod has stopped to speak of it, as pods show it: nodes themselves few deployers may see. Of a dead node the
 *  control plane takes the pod's Ready away, and all else stays as the kubelet left it; what is bound to it later is never begun.
 *  @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/controller/util/node/controller_utils.go MarkPodsNotReady */
export function isOnSilentNode(pod: Pod): boolean {
  if (pod.spec.nodeName === undefined) return false;
  if (pod.status?.reason === 'NodeLost') return true;
  return isUnbegun(pod) || isFrozen(pod);
}

/** The scheduler alone has written of it. */
const isUnbegun = ({ status }: Pod): boolean =>
  status?.phase === 'Pending' &&
  status.containerStatuses === undefined &&
  status.initContainerStatuses === undefined &&
  status.conditions?.every(({ type }) => type === 'PodScheduled') !== false;

const isFrozen = (pod: Pod): boolean =>
  conditionOf(pod, 'Ready')?.status === 'False' &&
  conditionOf(pod, 'ContainersReady')?.status === 'True' &&
  (pod.spec.readinessGates ?? []).every(({ conditionType }) => conditionOf(pod, conditionType)?.status === 'True');
