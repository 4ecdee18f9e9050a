import { withCondition } from '../conditions.ts';
import { type Controller, type ControlPlane, timestamp } from '../controller.ts';
import {
  NODES,
  type Node,
  PERSISTENT_VOLUME_CLAIMS,
  type PersistentVolumeClaim,
  PODS,
  type Pod,
  resource,
  sameResource,
} from '../resource.ts';
import { createWorkQueue, keyOf, splitKey } from '../work-queue.ts';
import { claimProblem } from './claim-problem.ts';
import { place } from './placement.ts';
import { createSchedulingEvents } from './scheduling-events.ts';

/** A pod that fits nowhere is looked at again after this time, whatever happens: the real scheduler's limit. */
const LEFT_OVER = 300_000;

/** Binds pods to a node, or says why not. Does not preempt, and leaves pods of another
 *  `schedulerName` alone.
 *  https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/ */
export const createScheduler = (plane: ControlPlane): Controller => {
  const pods = resource<Pod>(plane.store, PODS);
  const nodes = resource<Node>(plane.store, NODES);
  const claims = resource<PersistentVolumeClaim>(plane.store, PERSISTENT_VOLUME_CLAIMS);
  const events = createSchedulingEvents(plane);
  const waiting = new Set<string>();

  const bound = (): readonly Pod[] =>
    pods
      .list()
      .filter(
        ({ spec, status }) => spec.nodeName !== undefined && !['Succeeded', 'Failed'].includes(status?.phase ?? ''),
      );

  const report = (pod: Pod, reason: string, message: string): void => {
    const condition = {
      type: 'PodScheduled',
      status: 'False',
      reason,
      message,
      lastTransitionTime: timestamp(plane.clock),
      observedGeneration: pod.metadata.generation ?? 1,
    };
    const before = pod.status?.conditions ?? [];
    const others = before.filter(({ type, message: text }) => type !== 'PodScheduled' || text === message);
    pods.updateStatus({ ...pod, status: { ...pod.status, conditions: withCondition(others, condition) } });
  };
  const sync = (key: string): void => {
    const pod = pods.get(...splitKey(key));
    waiting.delete(key);
    if (pod?.spec.schedulerName !== undefined && pod.spec.schedulerName !== 'default-scheduler') return;
    if (pod === undefined || pod.spec.nodeName !== undefined || pod.metadata.deletionTimestamp !== undefined) return;
    if ((pod.spec.schedulingGates ?? []).length > 0) {
      report(pod, 'SchedulingGated', 'Scheduling is blocked due to non-empty scheduling gates');
      return;
    }
    const found = place(pod, {
      nodes: nodes.list(),
      bound: bound(),
      claims: claimProblem(pod, (name) => claims.get(pod.metadata.namespace ?? '', name)),
    });
    if ('message' in found) {
      waiting.add(key);
      queue.addAfter(key, LEFT_OVER);
      events.failed(pod, found.message);
      report(pod, 'Unschedulable', found.message);
      return;
    }
    const assigned = pods.update({ ...pod, spec: { ...pod.spec, nodeName: found.node } });
    const condition = {
      type: 'PodScheduled',
      status: 'True',
      lastTransitionTime: timestamp(plane.clock),
      observedGeneration: pod.metadata.generation ?? 1,
    };
    pods.updateStatus({
      ...assigned,
      status: { ...assigned.status, conditions: withCondition(assigned.status?.conditions ?? [], condition) },
    });
    events.scheduled(assigned, found.node);
  };
  const queue = createWorkQueue(plane.clock, sync);

  return {
    observe({ type, key, object }) {
      if (sameResource(key, PODS) && type === 'ADDED') queue.add(keyOf(object));
      // Room may have come free, or a volume is there.
      const matters = sameResource(key, NODES) || sameResource(key, PERSISTENT_VOLUME_CLAIMS);
      if (type === 'DELETED' || matters) for (const one of waiting) queue.add(one);
    },
    close: () => queue.close(),
  };
};
