import type { Pod } from '../resource.ts';
import { type DaemonLook, isAvailable } from './daemon-look.ts';
import { isUpdated } from './daemon-pod.ts';
import { type DaemonFenceposts, fencepostsOf } from './fenceposts.ts';

/** Which pods of an old template go, and which nodes get one of the new beside it. */
export interface UpdatePlan {
  readonly remove: readonly Pod[];
  readonly createOn: readonly string[];
}

/** The pods of one node; several of one kind are left to the placement. */
interface NodePods {
  readonly name: string;
  readonly shouldRun: boolean;
  readonly fresh: Pod | undefined;
  readonly old: Pod | undefined;
  readonly isCrowded: boolean;
}

/** kubernetes/pkg/controller/daemon/update.go, rollingUpdate */
export const updateOf = (look: DaemonLook): UpdatePlan => {
  const desired = look.nodes.filter(({ shouldRun }) => shouldRun).length;
  const fenceposts = fencepostsOf(look.set, desired);
  const nodes = nodesOf(look);
  return fenceposts.maxSurge === 0
    ? { remove: replaceable(look, nodes, fenceposts), createOn: [] }
    : surged(look, nodes, fenceposts, desired);
};

const nodesOf = ({ set, hash, nodes, byNode }: DaemonLook): readonly NodePods[] => {
  const wanted = new Map(nodes.map(({ name, shouldRun }) => [name, shouldRun]));
  const names = new Set([...byNode.keys(), ...nodes.filter(({ shouldRun }) => shouldRun).map(({ name }) => name)]);
  return [...names].map((name) => {
    const staying = (byNode.get(name) ?? []).filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    const fresh = staying.filter((pod) => isUpdated(pod, set, hash));
    const old = staying.filter((pod) => !fresh.includes(pod));
    const shouldRun = wanted.get(name) ?? false;
    return { name, shouldRun, fresh: fresh[0], old: old[0], isCrowded: fresh.length > 1 || old.length > 1 };
  });
};

/** Old pods that are not available are replaced at once; of the others as many as may be unavailable beside those that are. */
const replaceable = (
  look: DaemonLook,
  nodes: readonly NodePods[],
  { maxUnavailable }: DaemonFenceposts,
): readonly Pod[] => {
  const allowed: Pod[] = [];
  const candidates: Pod[] = [];
  let unavailable = 0;
  for (const { fresh, old, isCrowded } of nodes) {
    if (isCrowded || (fresh === undefined) === (old === undefined)) unavailable += 1;
    else if (fresh !== undefined) unavailable += isAvailable(look, fresh) ? 0 : 1;
    else if (old !== undefined && !isAvailable(look, old)) {
      allowed.push(old);
      unavailable += 1;
    } else if (old !== undefined && unavailable < maxUnavailable) candidates.push(old);
  }
  return [...allowed, ...candidates.slice(0, Math.max(0, maxUnavailable - unavailable))];
};

/** A new pod comes beside the old one, which goes when that is available. Where none should run any more the old one stays until
 *  there are enough elsewhere. */
const surged = (
  look: DaemonLook,
  nodes: readonly NodePods[],
  { maxSurge }: DaemonFenceposts,
  desired: number,
): UpdatePlan => {
  const remove: Pod[] = [];
  const leaving: Pod[] = [];
  const allowed: string[] = [];
  const candidates: string[] = [];
  let surge = 0;
  let available = 0;
  for (const { name, shouldRun, fresh, old, isCrowded } of nodes) {
    if (isCrowded) {
      surge += 1;
      continue;
    }
    const first = old ?? fresh;
    const serves = first !== undefined && isAvailable(look, first);
    if (serves) available += 1;
    if (old === undefined) continue;
    if (fresh !== undefined) {
      if (isAvailable(look, fresh)) remove.push(old);
      else surge += 1;
    } else if (!shouldRun) (serves ? leaving : remove).push(old);
    else if (!serves) allowed.push(name);
    else if (surge < maxSurge) candidates.push(name);
  }
  return {
    remove: [...remove, ...leaving.slice(0, Math.max(0, available - desired))],
    createOn: [...allowed, ...candidates.slice(0, Math.max(0, maxSurge - surge))],
  };
};
