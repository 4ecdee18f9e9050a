import type { ReplicaSet } from '../resource.ts';
import { desiredReplicasOf } from './annotations.ts';
import type { DeploymentWrites } from './deployment-writes.ts';
import type { Observed } from './new-replica-set.ts';
import { proportionalSizes } from './proportional-scaling.ts';
import { availableOf, isActive, replicasOf } from './replica-sets.ts';

/** Brings the ReplicaSets to a changed desired number, or to that of a paused Deployment, without going on with the rollout. */
export const scaleToDesired = (writes: DeploymentWrites, { deployment, sets }: Observed): void => {
  const desired = deployment.spec.replicas ?? 1;
  const { current, old } = sets;
  const all = current === undefined ? old : [...old, current];
  const active = all.filter(isActive);
  if (active.length <= 1) {
    const only = active[0] ?? current ?? old.at(-1);
    if (only !== undefined) writes.scale(deployment, only, desired);
    return;
  }
  if (current !== undefined && isSaturated(current, desired)) {
    for (const replicaSet of old.filter(isActive)) writes.scale(deployment, replicaSet, 0);
    return;
  }
  if (deployment.spec.strategy?.type === 'Recreate') return;
  for (const [replicaSet, size] of proportionalSizes(deployment, all)) writes.scale(deployment, replicaSet, size, true);
};

/** The new ReplicaSet alone serves the whole Deployment. */
const isSaturated = (current: ReplicaSet, desired: number): boolean =>
  replicasOf(current) === desired && desiredReplicasOf(current) === desired && availableOf(current) === desired;
