import { claim, claimantOf } from '../claims.ts';
import { concerned } from '../concerned.ts';
import type { Controller, ControlPlane } from '../controller.ts';
import { createEventRecorder } from '../event-recorder.ts';
import { nextAvailable } from '../replica-set/deletion-order.ts';
import {
  CONTROLLER_REVISIONS,
  type ControllerRevision,
  PERSISTENT_VOLUME_CLAIMS,
  type PersistentVolumeClaim,
  PODS,
  type Pod,
  resource,
  STATEFUL_SETS,
  type StatefulSet,
  sameResource,
} from '../resource.ts';
import { createWorkQueue, keyOf, splitKey } from '../work-queue.ts';
import { createClaimKeeper } from './claim-keeper.ts';
import { createMemberWrites } from './member-writes.ts';
import { ordinalOf } from './ordinals.ts';
import { cleanUpHistory, currentAndUpdate, revisionsInUse, revisionsOf } from './revisions.ts';
import { completed, isToBeWritten, storedStatus } from './status.ts';
import { createSteps } from './steps.ts';

/** Keeps numbered pods with names, hosts and volumes of their own. Does what the real one does even where that gets stuck: with
 *  ordered pods it waits for one that will never be ready, whatever the template has become.
 *  https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/ */
export const createStatefulSetController = (plane: ControlPlane): Controller => {
  const { store, clock } = plane;
  const events = createEventRecorder(plane, 'statefulset-controller');
  const sets = resource<StatefulSet>(store, STATEFUL_SETS);
  const pods = resource<Pod>(store, PODS);
  const history = resource<ControllerRevision>(store, CONTROLLER_REVISIONS);
  const claims = createClaimKeeper(resource<PersistentVolumeClaim>(store, PERSISTENT_VOLUME_CLAIMS), events);
  const step = createSteps({ writes: createMemberWrites(pods, claims, events), claims, clock });

  /** Its pods. Only one that has a member's name is taken over. */
  const podsOf = (set: StatefulSet): readonly Pod[] => {
    const candidates = pods
      .list({ namespace: set.metadata.namespace ?? '' })
      .filter((pod) => ordinalOf(set, pod) !== undefined);
    return claim(claimantOf('apps/v1', 'StatefulSet', set), candidates, pods);
  };
  const sync = (key: string): void => {
    const set = sets.get(...splitKey(key));
    if (set === undefined) return;
    const known = revisionsOf(set, history);
    const found = podsOf(set);
    const revisions = currentAndUpdate(set, known, history);
    const { status, refusal } = step(set, revisions, found);
    const next = completed(set, status);
    if (isToBeWritten(set, next)) sets.updateStatus({ ...set, status: storedStatus(next) });
    cleanUpHistory(set, known, revisionsInUse(revisions, found), history);
    if (refusal !== undefined) throw refusal;
    const wait = nextAvailable(found, set.spec, clock.now());
    if (wait !== undefined) queue.addAfter(key, wait);
  };
  const queue = createWorkQueue(clock, sync);

  return {
    observe({ key, object }) {
      if (sameResource(key, STATEFUL_SETS)) queue.add(keyOf(object));
      if (sameResource(key, PODS)) for (const one of concerned('StatefulSet', sets, object)) queue.add(one);
    },
    close: () => queue.close(),
  };
};
