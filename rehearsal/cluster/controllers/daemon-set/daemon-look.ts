import { untilAvailable } from '../replica-set/deletion-order.ts';
import type { DaemonSet, Node, Pod } from '../resource.ts';
import { podsByNode } from './daemon-pod.ts';
import { type Eligibility, eligibilityOf } from './eligible-nodes.ts';

/** What a look at a set, its nodes and its pods found. */
export interface DaemonLook {
  readonly set: DaemonSet;
  /** Of the revision that keeps the template. */
  readonly hash: string;
  readonly nodes: readonly EligibleNode[];
  readonly byNode: ReadonlyMap<string, readonly Pod[]>;
  readonly now: number;
}

export interface EligibleNode extends Eligibility {
  readonly name: string;
}

export const lookAt = (
  set: DaemonSet,
  hash: string,
  { nodes, pods }: { readonly nodes: readonly Node[]; readonly pods: readonly Pod[] },
  now: number,
): DaemonLook => ({
  set,
  hash,
  nodes: nodes.map((node) => ({ name: node.metadata.name, ...eligibilityOf(set, node) })),
  byNode: podsByNode(pods),
  now,
});

export const isAvailable = ({ set, now }: DaemonLook, pod: Pod): boolean =>
  untilAvailable(pod, set.spec.minReadySeconds ?? 0, now) === 0;
