import type { NodeSelectorRequirement, PodSpec } from 'kubernetes-types/core/v1.d.ts';
import { parseQuantity } from '../../storage/quantity.ts';
import type { Node, Pod } from '../resource.ts';

/** Whether a pod fits the node, and if not, why in the scheduler's words. */
export type Fit = { readonly fits: true } | { readonly fits: false; readonly message: string };

const HOPELESS =
  'no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.';
const NO_VICTIMS =
  'no new claims to deallocate, preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.';

/** Decides by node selector, required node affinity and resource requests, as the default scheduler does for one node without
 *  taints. What it cannot decide it refuses by name rather than to guess.
 *  https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/
 *  @param others the pods that are bound to the node. */
export const fitOn = (pod: Pod, node: Node, others: readonly Pod[]): Fit => {
  const unknown = notSimulated(pod.spec);
  if (unknown !== undefined)
    return { fits: false, message: `0/1 nodes are available: the rehearsal's scheduler does not simulate ${unknown}.` };
  if (!selects(pod.spec, node.metadata.labels ?? {}))
    return unavailable(["node(s) didn't match Pod's node affinity/selector"], true);
  const allocatable = node.status?.allocatable ?? {};
  const used = sum(others.map((other) => requestsOf(other.spec)));
  const wanted = requestsOf(pod.spec);
  const short = Object.entries(wanted).filter(
    ([name, wish]) => wish > 0 && (used[name] ?? 0) + wish > amount(allocatable[name]),
  );
  const tooMany = amount(others.length + 1) > amount(allocatable['pods']);
  const reasons = [...(tooMany ? ['Too many pods'] : []), ...short.map(([name]) => `Insufficient ${name}`)];
  if (reasons.length === 0) return { fits: true };
  // More than the node has in all: no other pod's end would help.
  const never = short.some(([name, wish]) => wish > amount(allocatable[name]));
  return unavailable(reasons, never);
};

/** Sum of the containers' requests, or of one init container where that is more.
 *  https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers */
export const requestsOf = (spec: PodSpec): Readonly<Record<string, number>> => {
  const containers = sum(spec.containers.map((container) => amounts(container.resources?.requests)));
  const init = (spec.initContainers ?? []).map((container) => amounts(container.resources?.requests));
  return Object.fromEntries(
    [...new Set([...Object.keys(containers), ...init.flatMap(Object.keys)])].map((name) => [
      name,
      Math.max(containers[name] ?? 0, ...init.map((one) => one[name] ?? 0)),
    ]),
  );
};

const unavailable = (reasons: readonly string[], hopeless: boolean): Fit => {
  const counted = reasons.map((reason) => `1 ${reason}`).sort();
  return {
    fits: false,
    message: `0/1 nodes are available: ${counted.join(', ')}. ${hopeless ? HOPELESS : NO_VICTIMS}`,
  };
};

/** Billionths: exact enough to compare. */
const amount = (text: unknown): number => Number(parseQuantity(text)?.nano ?? 0n);

const amounts = (requests: Readonly<Record<string, unknown>> | undefined): Record<string, number> =>
  Object.fromEntries(Object.entries(requests ?? {}).map(([name, text]) => [name, amount(text)]));

const sum = (all: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> => {
  const result: Record<string, number> = {};
  for (const one of all) for (const [name, part] of Object.entries(one)) result[name] = (result[name] ?? 0) + part;
  return result;
};

const selects = (spec: PodSpec, labels: Readonly<Record<string, string>>): boolean => {
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return (
    Object.entries(spec.nodeSelector ?? {}).every(([key, value]) => labels[key] === value) &&
    (terms === undefined || terms.some((term) => (term.matchExpressions ?? []).every((one) => matches(one, labels))))
  );
};

const matches = ({ key, operator, values = [] }: NodeSelectorRequirement, labels: Readonly<Record<string, string>>) => {
  const value = labels[key];
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return Number(value) > Number(values[0]);
    case 'Lt':
      return Number(value) < Number(values[0]);
    default:
      return false;
  }
};

const notSimulated = (spec: PodSpec): string | undefined => {
  if (spec.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution !== undefined)
    return 'required pod affinity';
  if (spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution !== undefined)
    return 'required pod anti-affinity';
  if (spec.topologySpreadConstraints?.some(({ whenUnsatisfiable }) => whenUnsatisfiable === 'DoNotSchedule') === true)
    return 'topology spread constraints that forbid scheduling';
  return undefined;
};
