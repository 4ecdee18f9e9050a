import type { PodSpec } from 'kubernetes-types/core/v1.d.ts';
import { parseQuantity } from '../../storage/quantity.ts';
import type { Node, Pod } from '../resource.ts';
import { allowsNode } from './node-affinity.ts';
import { isKeptAway } from './taints.ts';

/** Whether a pod fits one node, and if not, why in the scheduler's words.
 *  - `isHopeless`: no end of another pod would help. */
export type Fit =
  | { readonly fits: true }
  | { readonly fits: false; readonly reasons: readonly string[]; readonly isHopeless: boolean };

const UNSCHEDULABLE = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

/** Decides as the default scheduler does, filter by filter: a node that takes no new pods, taints, node selector and required
 *  node affinity, and then the requests.
 *  https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/
 *  @param others the pods that are bound to the node. */
export const fitOn = ({ spec }: Pick<Pod, 'spec'>, node: Node, others: readonly Pod[]): Fit => {
  if (node.spec.unschedulable === true && isKeptAway([UNSCHEDULABLE], spec.tolerations, ['NoSchedule']))
    return hopeless('node(s) were unschedulable');
  if (isKeptAway(node.spec.taints, spec.tolerations, ['NoSchedule', 'NoExecute']))
    return hopeless('node(s) had untolerated taint(s)');
  if (!allowsNode(spec, node)) return hopeless("node(s) didn't match Pod's node affinity/selector");
  return fitsRequests(spec, node, others);
};

const hopeless = (reason: string): Fit => ({ fits: false, reasons: [reason], isHopeless: true });

const fitsRequests = (spec: PodSpec, node: Node, others: readonly Pod[]): Fit => {
  const allocatable = node.status?.allocatable ?? {};
  const used = sum(others.map((other) => requestsOf(other.spec)));
  const wanted = requestsOf(spec);
  const short = Object.entries(wanted).filter(
    ([name, wish]) => wish > 0 && (used[name] ?? 0) + wish > amount(allocatable[name]),
  );
  const tooMany = amount(others.length + 1) > amount(allocatable['pods']);
  const reasons = [...(tooMany ? ['Too many pods'] : []), ...short.map(([name]) => `Insufficient ${name}`)];
  if (reasons.length === 0) return { fits: true };
  // More than the node has in all: no other pod's end would help.
  return { fits: false, reasons, isHopeless: short.some(([name, wish]) => wish > amount(allocatable[name])) };
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

/** Billionths: exact enough to compare. */
const amount = (text: unknown): number => Number(parseQuantity(text)?.nano ?? 0n);

const amounts = (requests: Readonly<Record<string, unknown>> | undefined): Record<string, number> =>
  Object.fromEntries(Object.entries(requests ?? {}).map(([name, text]) => [name, amount(text)]));

const sum = (all: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> => {
  const result: Record<string, number> = {};
  for (const one of all) for (const [name, part] of Object.entries(one)) result[name] = (result[name] ?? 0) + part;
  return result;
};
