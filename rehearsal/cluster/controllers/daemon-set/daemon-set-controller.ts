import { StatusError } from '../../object-store.ts';
import { claim, claimantOf } from '../claims.ts';
import { concerned } from '../concerned.ts';
import type { Controller, ControlPlane } from '../controller.ts';
import { createEventRecorder } from '../event-recorder.ts';
import { BURST, createPodControl } from '../pod-control.ts';
import { nextAvailable } from '../replica-set/deletion-order.ts';
import {
  CONTROLLER_REVISIONS,
  type ControllerRevision,
  DAEMON_SETS,
  type DaemonSet,
  NODES,
  type Node,
  PODS,
  type Pod,
  resource,
  sameResource,
} from '../resource.ts';
import { createWorkQueue, keyOf, splitKey } from '../work-queue.ts';
import { type DaemonLook, lookAt } from './daemon-look.ts';
import { aboutSet, daemonPodOf, nodeOf } from './daemon-pod.ts';
import { createFailedPodsBackOff } from './failed-pods.ts';
import { placementOf } from './placement.ts';
import { cleanUpHistory, currentAndOld, hashLabelOf } from './revisions.ts';
import { updateOf } from './rolling-update.ts';
import { isToBeWritten, statusFrom, storedStatus } from './status.ts';

/** Runs one pod on each node that a set wants.
 *  https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/ */
export const createDaemonSetController = (plane: ControlPlane): Controller => {
  const { store, clock } = plane;
  const events = createEventRecorder(plane, 'daemonset-controller');
  const sets = resource<DaemonSet>(store, DAEMON_SETS);
  const pods = resource<Pod>(store, PODS);
  const nodes = resource<Node>(store, NODES);
  const history = resource<ControllerRevision>(store, CONTROLLER_REVISIONS);
  const control = createPodControl(pods, events);
  const backOff = createFailedPodsBackOff(clock);

  const podsOf = (set: DaemonSet): readonly Pod[] =>
    claim(claimantOf('apps/v1', 'DaemonSet', set), pods.list({ namespace: set.metadata.namespace ?? '' }), pods);
  /** @throws the first refusal, after everything was tried. */
  const act = ({ set, hash }: DaemonLook, remove: readonly Pod[], createOn: readonly string[]): void => {
    const wanted = createOn.slice(0, BURST).map((node) => daemonPodOf(set, hash, node));
    const { refusal } = control.create(aboutSet(set), wanted);
    for (const pod of remove.slice(0, BURST)) control.remove(aboutSet(set), pod);
    if (refusal !== undefined) throw refusal;
  };
  /** Says that daemons ended, which none should. @returns those that may go now. */
  const told = ({ set }: DaemonLook, ended: readonly Pod[]): readonly Pod[] =>
    ended.filter((pod) => {
      const { namespace, name } = pod.metadata;
      const where = `daemon pod ${namespace}/${name} on node ${nodeOf(pod)}, will try to`;
      if (pod.status?.phase === 'Succeeded') {
        events.normal(aboutSet(set), 'SucceededDaemonPod', `Found succeeded ${where} delete it`);
        return true;
      }
      const left = backOff.next(`${set.metadata.uid}/${set.status?.observedGeneration ?? 0}/${nodeOf(pod)}`);
      if (left > 0) queue.addAfter(keyOf(set), left);
      else events.warning(aboutSet(set), 'FailedDaemonPod', `Found failed ${where} kill it`);
      return left === 0;
    });
  const work = (look: DaemonLook): void => {
    const { remove, createOn, ended } = placementOf(look);
    const gone = [...told(look, ended), ...remove];
    act(look, gone, createOn);
    // What was just done shows in the next look; an update on top of it would count pods that are gone.
    if (gone.length + createOn.length > 0 || look.set.spec.updateStrategy?.type !== 'RollingUpdate') return;
    const update = updateOf(look);
    act(look, update.remove, update.createOn);
  };
  const collide = (set: DaemonSet): void => {
    const { status } = set;
    if (status !== undefined)
      sets.updateStatus({ ...set, status: { ...status, collisionCount: (status.collisionCount ?? 0) + 1 } });
  };
  const sync = (key: string): void => {
    const set = sets.get(...splitKey(key));
    // Of one that goes it cannot be known whether its revisions are there still.
    if (set === undefined || set.metadata.deletionTimestamp !== undefined) return;
    const { current, old } = currentAndOld(set, history, () => collide(set));
    const found = podsOf(set);
    const look = lookAt(set, hashLabelOf(current), { nodes: nodes.list(), pods: found }, clock.now());
    let refusal: StatusError | undefined;
    try {
      work(look);
      cleanUpHistory(set, old, found, history);
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      refusal = error;
    }
    const status = statusFrom(look);
    if (isToBeWritten(set, status)) sets.updateStatus({ ...set, status: storedStatus(set, status) });
    if (refusal !== undefined) throw refusal;
    const wait = nextAvailable(found, set.spec, clock.now());
    if (wait !== undefined) queue.addAfter(key, wait);
  };
  const queue = createWorkQueue(clock, sync);

  return {
    observe({ key, object }) {
      if (sameResource(key, DAEMON_SETS)) queue.add(keyOf(object));
      if (sameResource(key, NODES)) for (const set of sets.list()) queue.add(keyOf(set));
      if (sameResource(key, PODS) || sameResource(key, CONTROLLER_REVISIONS))
        for (const one of concerned('DaemonSet', sets, object)) queue.add(one);
    },
    close: () => queue.close(),
  };
};
