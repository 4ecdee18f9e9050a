import type { Pod, ReplicaSet } from '../resource.ts';
import type { DeploymentWrites } from './deployment-writes.ts';
import { cleanUpHistory } from './history.ts';
import { type Observed, syncRevision } from './new-replica-set.ts';
import { isActive, total } from './replica-sets.ts';
import { completeStatus, isComplete } from './status.ts';

/** One step of `Recreate`: all old pods go, and only when the last has ended does the new ReplicaSet start.
 *  https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#recreate-deployment */
export const stepRecreate = (
  writes: DeploymentWrites,
  observed: Observed,
  podsOf: (replicaSet: ReplicaSet) => readonly Pod[],
): Observed => {
  const { deployment, sets } = observed;
  const active = sets.old.filter(isActive);
  for (const replicaSet of active) writes.scale(deployment, replicaSet, 0);
  if (active.length > 0 || oldPodsRun(sets.old, podsOf)) return observed;
  const created = syncRevision(writes, observed, true);
  const { current } = created.sets;
  if (current !== undefined) writes.scale(created.deployment, current, deployment.spec.replicas ?? 1);
  if (isComplete(created.deployment, completeStatus(created.deployment))) cleanUpHistory(writes, created);
  return created;
};

const oldPodsRun = (old: readonly ReplicaSet[], podsOf: (replicaSet: ReplicaSet) => readonly Pod[]): boolean =>
  total(old, (one) => one.status?.replicas ?? 0) > 0 ||
  old.flatMap(podsOf).some(({ status }) => status?.phase !== 'Failed' && status?.phase !== 'Succeeded');
