import { StatusError } from '../../object-store.ts';
import { sameJson } from '../../storage/frozen.ts';
import { claim, claimantOf } from '../claims.ts';
import { concerned } from '../concerned.ts';
import { type Controller, type ControlPlane, controllerOf, timestamp } from '../controller.ts';
import { createEventRecorder } from '../event-recorder.ts';
import { BURST, createPodControl, podOf } from '../pod-control.ts';
import { PODS, type Pod, REPLICA_SETS, type ReplicaSet, resource, sameResource } from '../resource.ts';
import { createWorkQueue, keyOf, splitKey } from '../work-queue.ts';
import { inDeletionOrder, isActivePod, nextAvailable } from './deletion-order.ts';
import { type Failure, replicaSetStatus } from './status.ts';

/** Keeps the number of pods of each ReplicaSet at `spec.replicas`.
 *  https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/ */
export const createReplicaSetController = (plane: ControlPlane): Controller => {
  const { store, clock } = plane;
  const events = createEventRecorder(plane, 'replicaset-controller');
  const replicaSets = resource<ReplicaSet>(store, REPLICA_SETS);
  const pods = resource<Pod>(store, PODS);
  const control = createPodControl(pods, events);

  /** Its pods; those that end are counted but neither adopted nor given back. */
  const claimed = (replicaSet: ReplicaSet): readonly Pod[] => {
    const { namespace = '', uid } = replicaSet.metadata;
    const all = pods.list({ namespace });
    const ending = all.filter((pod) => !isActivePod(pod) && controllerOf(pod)?.uid === uid);
    return [...claim(claimantOf('apps/v1', 'ReplicaSet', replicaSet), all.filter(isActivePod), pods), ...ending];
  };

  const create = (replicaSet: ReplicaSet, count: number): void => {
    const about = { ...replicaSet, apiVersion: 'apps/v1', kind: 'ReplicaSet' };
    const one = podOf(about, replicaSet.spec.template ?? {}, `${replicaSet.metadata.name}-`);
    const { refusal } = control.create(
      about,
      Array.from({ length: Math.min(count, BURST) }, () => one),
    );
    if (refusal !== undefined) throw refusal;
  };
  const remove = (replicaSet: ReplicaSet, active: readonly Pod[], count: number): void => {
    const about = { ...replicaSet, apiVersion: 'apps/v1', kind: 'ReplicaSet' };
    for (const pod of inDeletionOrder(active, clock.now()).slice(0, Math.min(count, BURST))) control.remove(about, pod);
  };
  const sync = (key: string): void => {
    const replicaSet = replicaSets.get(...splitKey(key));
    if (replicaSet === undefined) return;
    const all = claimed(replicaSet);
    const active = all.filter(isActivePod);
    const desired = replicaSet.spec.replicas ?? 1;
    let failure: Failure | undefined;
    if (replicaSet.metadata.deletionTimestamp === undefined) {
      try {
        if (active.length < desired) create(replicaSet, desired - active.length);
        else remove(replicaSet, active, active.length - desired);
      } catch (error) {
        if (!(error instanceof StatusError)) throw error;
        failure = { reason: active.length < desired ? 'FailedCreate' : 'FailedDelete', error };
      }
    }
    writeStatus(replicaSet, all, failure);
    if (failure !== undefined) throw failure.error;
    const wait = nextAvailable(active, replicaSet.spec, clock.now());
    if (wait !== undefined) queue.addAfter(key, wait);
  };
  // The status counts the pods that were there before this look, as the real controller's does; the next look sees the new.
  const writeStatus = (replicaSet: ReplicaSet, all: readonly Pod[], failure: Failure | undefined): void => {
    const live = replicaSets.get(replicaSet.metadata.namespace ?? '', replicaSet.metadata.name);
    if (live === undefined) return;
    const active = all.filter(isActivePod);
    const terminating = all.filter(isTerminating).length;
    const status = replicaSetStatus(live, { active, terminating, failure, now: clock.now(), at: timestamp(clock) });
    if (!sameJson(status, live.status)) replicaSets.updateStatus({ ...live, status });
  };
  const queue = createWorkQueue(clock, sync);

  return {
    observe({ key, object }) {
      if (sameResource(key, REPLICA_SETS)) queue.add(keyOf(object));
      if (sameResource(key, PODS)) for (const one of concerned('ReplicaSet', replicaSets, object)) queue.add(one);
    },
    close: () => queue.close(),
  };
};

const isTerminating = ({ metadata, status }: Pod): boolean =>
  metadata.deletionTimestamp !== undefined && status?.phase !== 'Succeeded' && status?.phase !== 'Failed';
