import type { PodSpec, Toleration } from 'kubernetes-types/core/v1.d.ts';
import { sameJson } from '../../storage/frozen.ts';
import type { DaemonSet, Node } from '../resource.ts';
import { allowsNode } from '../scheduler/node-affinity.ts';
import { isKeptAway } from '../scheduler/taints.ts';

/** What a set wants of a node. */
export interface Eligibility {
  /** A pod is made there when there is none. */
  readonly shouldRun: boolean;
  /** A pod that is there may stay. */
  readonly mayStay: boolean;
}

/** By the node's name, node selector, required affinity and taints; whether there is room is left to the scheduler.
 *  https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#how-daemon-pods-are-scheduled
 *  kubernetes/pkg/controller/daemon/daemon_controller.go, NodeShouldRunDaemonPod */
export const eligibilityOf = ({ spec }: Pick<DaemonSet, 'spec'>, node: Node): Eligibility => {
  const pod: PodSpec = spec.template.spec ?? { containers: [] };
  const isNamed = !pod.nodeName || pod.nodeName === node.metadata.name;
  if (!isNamed || !allowsNode(pod, node)) return { shouldRun: false, mayStay: false };
  const tolerations = withOwnTolerations(pod).tolerations;
  const keepsAway = isKeptAway(node.spec.taints, tolerations, ['NoSchedule', 'NoExecute']);
  return { shouldRun: !keepsAway, mayStay: !isKeptAway(node.spec.taints, tolerations, ['NoExecute']) };
};

const own = (name: string, effect: 'NoExecute' | 'NoSchedule'): Toleration => ({
  key: `node.kubernetes.io/${name}`,
  operator: 'Exists',
  effect,
});

/** What every daemon stays or comes for.
 *  https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#taints-and-tolerations */
const OWN: readonly Toleration[] = [
  own('not-ready', 'NoExecute'),
  own('unreachable', 'NoExecute'),
  own('disk-pressure', 'NoSchedule'),
  own('memory-pressure', 'NoSchedule'),
  own('pid-pressure', 'NoSchedule'),
  own('unschedulable', 'NoSchedule'),
];

/** The pod with the tolerations of a daemon. */
export const withOwnTolerations = (spec: PodSpec): PodSpec & { readonly tolerations: Toleration[] } => {
  const wanted = spec.hostNetwork === true ? [...OWN, own('network-unavailable', 'NoSchedule')] : OWN;
  const others = (spec.tolerations ?? []).filter((given) => !wanted.some((one) => isSame(one, given)));
  return { ...spec, tolerations: [...others, ...wanted] };
};

/** The same but for how long it lasts. */
const isSame = (one: Toleration, { tolerationSeconds: _time, ...given }: Toleration): boolean => sameJson(one, given);
