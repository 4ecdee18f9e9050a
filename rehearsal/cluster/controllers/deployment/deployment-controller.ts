import { claim, claimantOf } from '../claims.ts';
import { concerned } from '../concerned.ts';
import { withCondition } from '../conditions.ts';
import { type Controller, type ControlPlane, controllerOf } from '../controller.ts';
import { createEventRecorder } from '../event-recorder.ts';
import {
  DEPLOYMENTS,
  type Deployment,
  PODS,
  type Pod,
  REPLICA_SETS,
  type ReplicaSet,
  resource,
  sameResource,
} from '../resource.ts';
import { createWorkQueue, keyOf, splitKey } from '../work-queue.ts';
import { desiredReplicasOf } from './annotations.ts';
import { createDeploymentWrites } from './deployment-writes.ts';
import { cleanUpHistory } from './history.ts';
import { type Observed, syncRevision } from './new-replica-set.ts';
import { deadlineOf, progressing, untilDeadline, withRolloutConditions } from './progress.ts';
import { stepRecreate } from './recreate.ts';
import { isActive, tellApart } from './replica-sets.ts';
import { stepRollingUpdate } from './rolling-update.ts';
import { scaleToDesired } from './scaling.ts';
import { completeStatus, isComplete, progressingOf, statusFrom } from './status.ts';

/** Moves Deployments from one template to the next as Kubernetes does, one step a look. Knows no
 *  `spec.rollbackTo`.
 *  https://kubernetes.io/docs/concepts/workloads/controllers/deployment/ */
export const createDeploymentController = (plane: ControlPlane): Controller => {
  const events = createEventRecorder(plane, 'deployment-controller');
  const writes = createDeploymentWrites(plane, events);
  const deployments = resource<Deployment>(plane.store, DEPLOYMENTS);
  const pods = resource<Pod>(plane.store, PODS);

  const replicaSetsOf = (deployment: Deployment): readonly ReplicaSet[] => {
    const candidates = writes.replicaSets.list({ namespace: deployment.metadata.namespace ?? '' });
    return claim(claimantOf('apps/v1', 'Deployment', deployment), candidates, writes.replicaSets);
  };

  const syncStatus = ({ deployment, sets }: Observed): void => {
    writes.status(deployment, statusFrom(deployment, sets, writes.now()));
  };
  const syncRollout = ({ deployment, sets }: Observed): void => {
    const now = writes.now();
    const next = withRolloutConditions(deployment, statusFrom(deployment, sets, now), sets, now);
    const stored = writes.status(deployment, next);
    const again = untilDeadline(stored, next, plane.clock.now());
    if (again !== undefined) queue.addAfter(keyOf(deployment), again);
  };
  const scale = (observed: Observed): void => {
    scaleToDesired(writes, observed);
    if (observed.deployment.spec.paused === true) cleanUpHistory(writes, observed);
    syncStatus(observed);
  };
  const rollOut = (observed: Observed): void => {
    if (observed.deployment.spec.strategy?.type === 'Recreate') {
      syncRollout(stepRecreate(writes, observed, (set) => podsOf(set)));
      return;
    }
    const created = syncRevision(writes, observed, true);
    const scaled = stepRollingUpdate(writes, created);
    if (!scaled && isComplete(created.deployment, completeStatus(created.deployment))) cleanUpHistory(writes, created);
    syncRollout(created);
  };
  const podsOf = (replicaSet: ReplicaSet): readonly Pod[] =>
    pods
      .list({ namespace: replicaSet.metadata.namespace ?? '' })
      .filter((pod) => controllerOf(pod)?.uid === replicaSet.metadata.uid);

  const notePause = (deployment: Deployment): Deployment => {
    const status = completeStatus(deployment);
    const reason = progressingOf(status)?.reason;
    const paused = deployment.spec.paused === true;
    if (deadlineOf(deployment) === undefined || reason === 'ProgressDeadlineExceeded') return deployment;
    if (paused === (reason === 'DeploymentPaused')) return deployment;
    const condition = paused
      ? progressing('Unknown', 'DeploymentPaused', 'Deployment is paused', writes.now())
      : progressing('Unknown', 'DeploymentResumed', 'Deployment is resumed', writes.now());
    return writes.status(deployment, { ...status, conditions: withCondition(status.conditions, condition) });
  };
  const sync = (key: string): void => {
    const live = deployments.get(...splitKey(key));
    if (live === undefined) return;
    const replicaSets = replicaSetsOf(live);
    if (live.metadata.deletionTimestamp !== undefined) {
      syncStatus({ deployment: live, sets: tellApart(live, replicaSets) });
      return;
    }
    const deployment = notePause(live);
    const observed = { deployment, sets: tellApart(deployment, replicaSets) };
    const noted = syncRevision(writes, observed, false);
    if (deployment.spec.paused === true || isScaling(noted)) scale(noted);
    else rollOut(noted);
  };
  const queue = createWorkQueue(plane.clock, sync);

  return {
    observe({ key, object }) {
      if (sameResource(key, DEPLOYMENTS)) queue.add(keyOf(object));
      if (sameResource(key, REPLICA_SETS))
        for (const one of concerned('Deployment', deployments, object)) queue.add(one);
      // Recreate waits for the last old pod to be gone, which changes no ReplicaSet.
      const set = sameResource(key, PODS) ? controllerOf(object) : undefined;
      if (set?.kind !== 'ReplicaSet' || object.metadata.namespace === undefined) return;
      const parent = writes.replicaSets.get(object.metadata.namespace, set.name);
      const grand = parent === undefined ? undefined : controllerOf(parent);
      if (grand?.kind === 'Deployment') queue.add(`${object.metadata.namespace}/${grand.name}`);
    },
    close: () => queue.close(),
  };
};

/** Whether the desired number changed since the ReplicaSets were last scaled. */
const isScaling = ({ deployment, sets }: Observed): boolean =>
  [...sets.old, ...(sets.current === undefined ? [] : [sets.current])]
    .filter(isActive)
    .map(desiredReplicasOf)
    .some((desired) => desired !== undefined && desired !== (deployment.spec.replicas ?? 1));
