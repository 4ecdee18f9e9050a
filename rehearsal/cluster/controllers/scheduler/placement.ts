import type { PodSpec } from 'kubernetes-types/core/v1.d.ts';
import type { Node, Pod } from '../resource.ts';
import { type Fit, fitOn } from './fit.ts';

/** Where a pod goes, or why nowhere, in the scheduler's words. */
export type Placement = { readonly node: string } | { readonly message: string };

/** What the scheduler knows at one moment. */
export interface Room {
  readonly nodes: readonly Node[];
  /** Pods that are bound and have not ended. */
  readonly bound: readonly Pod[];
  /** Why the pod's claims keep it from every node, as `pod has unbound immediate PersistentVolumeClaims`. */
  readonly claims: string | undefined;
}

const HOPELESS = 'Preemption is not helpful for scheduling';
const NO_VICTIMS = 'No preemption victims found for incoming pod';

/** The node with the fewest pods of those that fit. What cannot be decided is refused by name rather than guessed.
 *  https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/ */
export const place = (pod: Pick<Pod, 'spec'>, { nodes, bound, claims }: Room): Placement => {
  if (nodes.length === 0) return { message: 'no nodes available to schedule pods' };
  const available = `0/${nodes.length} nodes are available`;
  const unknown = notSimulated(pod.spec);
  if (unknown !== undefined)
    return { message: `${available}: the rehearsal's scheduler does not simulate ${unknown}.` };
  // What is said of preemption when the filters were not even tried.
  if (claims !== undefined) return { message: `${available}: ${claims}. not found` };
  const looked = nodes.map((node) => {
    const others = bound.filter(({ spec }) => spec.nodeName === node.metadata.name);
    return { name: node.metadata.name, others: others.length, fit: fitOn(pod, node, others) };
  });
  const [best] = looked.filter(({ fit }) => fit.fits).sort((a, b) => a.others - b.others);
  if (best !== undefined) return { node: best.name };
  const failures = looked.flatMap(({ fit }) => (fit.fits ? [] : [fit]));
  const why = counted(failures.flatMap(({ reasons }) => reasons));
  const help = counted(failures.map(helpOf));
  return { message: `${available}: ${why}. no new claims to deallocate, preemption: ${available}: ${help}.` };
};

const helpOf = ({ isHopeless }: Extract<Fit, { fits: false }>): string => (isHopeless ? HOPELESS : NO_VICTIMS);

/** Each reason with how many nodes have it, as `2 Insufficient cpu`. */
const counted = (reasons: readonly string[]): string => {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort()
    .join(', ');
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
