import type { Deployment, ReplicaSet } from '../resource.ts';
import { maxReplicasOf } from './annotations.ts';
import { fencepostsOf } from './fenceposts.ts';
import { byCreation, isActive, replicasOf, total } from './replica-sets.ts';

/** The new size of each ReplicaSet when a Deployment is scaled in the middle of a rollout: old and new grow or shrink in
 *  proportion, so that a scaling neither speeds a bad rollout up nor takes it back.
 *  https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#proportional-scaling
 *  @returns pairs in the order in which they are to be written. */
export const proportionalSizes = (
  deployment: Deployment,
  all: readonly ReplicaSet[],
): readonly (readonly [ReplicaSet, number])[] => {
  const desired = deployment.spec.replicas ?? 1;
  const allowed = desired === 0 ? 0 : desired + fencepostsOf(deployment).maxSurge;
  const active = all.filter(isActive);
  const toAdd = allowed - total(active, replicasOf);
  // Of two equal ones the newer grows first, and the older shrinks first.
  const sorted = active.sort(
    (a, b) => replicasOf(b) - replicasOf(a) || (toAdd > 0 ? byCreation(b, a) : byCreation(a, b)),
  );
  let added = 0;
  const sizes = sorted.map((replicaSet) => {
    const share = toAdd === 0 ? 0 : proportion(deployment, replicaSet, toAdd, added);
    added += share;
    return [replicaSet, replicasOf(replicaSet) + share] as const;
  });
  return sizes.map(([replicaSet, size], index) => [replicaSet, index === 0 ? Math.max(0, size + toAdd - added) : size]);
};

const proportion = (deployment: Deployment, replicaSet: ReplicaSet, toAdd: number, added: number): number => {
  const left = toAdd - added;
  if (left === 0) return 0;
  const fraction = fractionOf(deployment, replicaSet);
  return toAdd > 0 ? Math.min(fraction, left) : Math.max(fraction, left);
};

const fractionOf = (deployment: Deployment, replicaSet: ReplicaSet): number => {
  const desired = deployment.spec.replicas ?? 1;
  const size = replicasOf(replicaSet);
  if (desired === 0) return -size;
  // Without the annotation (somebody removed it) the present size is the best guess.
  const before = maxReplicasOf(replicaSet) || (deployment.status?.replicas ?? 0);
  if (before === 0) return 0;
  const share = (size * (desired + fencepostsOf(deployment).maxSurge)) / before;
  return Math.round(share) - size;
};
