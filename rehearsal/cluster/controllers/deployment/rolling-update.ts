import type { Deployment, ReplicaSet } from '../resource.ts';
import type { DeploymentWrites } from './deployment-writes.ts';
import { fencepostsOf } from './fenceposts.ts';
import { newReplicas, type Observed } from './new-replica-set.ts';
import { availableOf, byCreation, isActive, replicasOf, total } from './replica-sets.ts';

/** One step of a rolling update: the new ReplicaSet grows if it may, else the old ones shrink if they may.
 *  https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment
 *  @returns whether anything was scaled. */
export const stepRollingUpdate = (writes: DeploymentWrites, { deployment, sets }: Observed): boolean => {
  const { current, old } = sets;
  if (current === undefined) return false;
  return growCurrent(writes, deployment, current, old) || shrinkOld(writes, deployment, current, old.filter(isActive));
};

const growCurrent = (
  writes: DeploymentWrites,
  deployment: Deployment,
  current: ReplicaSet,
  old: readonly ReplicaSet[],
): boolean => {
  const desired = deployment.spec.replicas ?? 1;
  const size = replicasOf(current);
  if (size === desired) return false;
  const wanted = size > desired ? desired : newReplicas(deployment, old, size);
  return writes.scale(deployment, current, wanted).scaled;
};

const shrinkOld = (
  writes: DeploymentWrites,
  deployment: Deployment,
  current: ReplicaSet,
  old: readonly ReplicaSet[],
): boolean => {
  if (old.length === 0) return false;
  const minimum = (deployment.spec.replicas ?? 1) - fencepostsOf(deployment).maxUnavailable;
  // New pods that are not available yet must not make room for themselves by taking old ones away.
  const newUnavailable = replicasOf(current) - availableOf(current);
  const removable = total([...old, current], replicasOf) - minimum - newUnavailable;
  if (removable <= 0) return false;
  const sorted = [...old].sort(byCreation);
  const cleaned = removeUnhealthy(writes, deployment, sorted, removable);
  const spare = total([...cleaned.sets, current], availableOf) - minimum;
  const scaledDown = removeAvailable(writes, deployment, cleaned.sets, spare);
  return cleaned.count + scaledDown > 0;
};

/** Old pods that are not available go first: they hold the rollout up and serve nobody. */
const removeUnhealthy = (
  writes: DeploymentWrites,
  deployment: Deployment,
  old: readonly ReplicaSet[],
  most: number,
): { readonly sets: readonly ReplicaSet[]; readonly count: number } => {
  let count = 0;
  const sets = old.map((replicaSet) => {
    const unhealthy = Math.min(most - count, replicasOf(replicaSet) - availableOf(replicaSet));
    if (unhealthy <= 0) return replicaSet;
    count += unhealthy;
    return writes.scale(deployment, replicaSet, replicasOf(replicaSet) - unhealthy).replicaSet;
  });
  return { sets, count };
};

const removeAvailable = (
  writes: DeploymentWrites,
  deployment: Deployment,
  old: readonly ReplicaSet[],
  spare: number,
): number => {
  let count = 0;
  for (const replicaSet of old) {
    const some = Math.min(replicasOf(replicaSet), spare - count);
    if (some <= 0) continue;
    writes.scale(deployment, replicaSet, replicasOf(replicaSet) - some);
    count += some;
  }
  return count;
};
