import { claim, ownerReference, selects } from '../claims.ts';
import { type Controller, type ControlPlane, controllerOf } from '../controller.ts';
import { createEventRecorder } from '../event-recorder.ts';
import { untilAvailable } from '../replica-set/deletion-order.ts';
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
    const { metadata, spec } = set;
    const owner = ownerReference('apps/v1', 'StatefulSet', metadata);
    const claimant = { owner, selector: spec.selector, deleting: metadata.deletionTimestamp !== undefined };
    const candidates = pods
      .list({ namespace: metadata.namespace ?? '' })
      .filter((pod) => ordinalOf(set, pod) !== undefined);
    return claim(claimant, candidates, pods);
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
    const { minReadySeconds = 0 } = set.spec;
    const waits = found.flatMap((pod) => untilAvailable(pod, minReadySeconds, clock.now()) || []);
    if (waits.length > 0) queue.addAfter(key, Math.min(...waits));
  };
  const queue = createWorkQueue(clock, sync);

  return {
    observe({ key, object }) {
      if (sameResource(key, STATEFUL_SETS)) queue.add(keyOf(object));
      if (!sameResource(key, PODS)) return;
      const { namespace = '', labels = {} } = object.metadata;
      const owner = controllerOf(object);
      if (owner?.kind === 'StatefulSet') queue.add(`${namespace}/${owner.name}`);
      if (owner !== undefined) return;
      for (const set of sets.list({ namespace })) if (selects(set.spec.selector, labels)) queue.add(keyOf(set));
    },
    close: () => queue.close(),
  };
};
