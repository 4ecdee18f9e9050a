import { revisionOf } from './annotations.ts';
import type { DeploymentWrites } from './deployment-writes.ts';
import type { Observed } from './new-replica-set.ts';
import { byCreation, replicasOf } from './replica-sets.ts';

const KEEP_ALL = 2 ** 31 - 1;

/** Deletes the oldest ReplicaSets beyond `revisionHistoryLimit`; one that still has pods, or whose last change its controller
 *  has not seen, is left.
 *  https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#clean-up-policy */
export const cleanUpHistory = (writes: DeploymentWrites, { deployment, sets }: Observed): void => {
  const limit = deployment.spec.revisionHistoryLimit ?? 10;
  if (limit === KEEP_ALL) return;
  const alive = sets.old.filter((one) => one.metadata.deletionTimestamp === undefined);
  const excess = [...alive]
    .sort((a, b) => revisionOf(a) - revisionOf(b) || byCreation(a, b))
    .slice(0, Math.max(0, alive.length - limit));
  for (const { metadata, spec, status, ...rest } of excess) {
    const empty = (status?.replicas ?? 0) === 0 && replicasOf({ metadata, spec, ...rest }) === 0;
    const seen = (metadata.generation ?? 0) <= (status?.observedGeneration ?? 0);
    if (empty && seen) writes.replicaSets.delete(metadata.namespace ?? '', metadata.name);
  }
};
