import { withCondition } from '../conditions.ts';
import { type Controller, type ControlPlane, timestamp } from '../controller.ts';
import { NODES, type Node, PODS, type Pod, resource, sameResource } from '../resource.ts';
import { createWorkQueue, keyOf, splitKey } from '../work-queue.ts';
import { type Fit, fitOn } from './fit.ts';
import { NODE_NAME } from './node.ts';
import { createSchedulingEvents } from './scheduling-events.ts';

/** A pod that fits nowhere is looked at again after this time, whatever happens: the real scheduler's limit. */
const LEFT_OVER = 300_000;

/** Binds pods to the one node, or says why not. Does not preempt, and leaves pods of another
 *  `schedulerName` alone.
 *  https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/ */
export const createScheduler = (plane: ControlPlane): Controller => {
  const pods = resource<Pod>(plane.store, PODS);
  const nodes = resource<Node>(plane.store, NODES);
  const events = createSchedulingEvents(plane);
  const waiting = new Set<string>();

  const onNode = (): readonly Pod[] =>
    pods
      .list()
      .filter(
        ({ spec, status }) => spec.nodeName === NODE_NAME && !['Succeeded', 'Failed'].includes(status?.phase ?? ''),
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
    const node = nodes.get('', NODE_NAME);
    const found: Fit =
      node === undefined ? { fits: false, message: 'no nodes available to schedule pods' } : fitOn(pod, node, onNode());
    if (!found.fits) {
      waiting.add(key);
      queue.addAfter(key, LEFT_OVER);
      events.failed(pod, found.message);
      report(pod, 'Unschedulable', found.message);
      return;
    }
    const bound = pods.update({ ...pod, spec: { ...pod.spec, nodeName: NODE_NAME } });
    const condition = {
      type: 'PodScheduled',
      status: 'True',
      lastTransitionTime: timestamp(plane.clock),
      observedGeneration: pod.metadata.generation ?? 1,
    };
    pods.updateStatus({
      ...bound,
      status: { ...bound.status, conditions: withCondition(bound.status?.conditions ?? [], condition) },
    });
    events.scheduled(bound, NODE_NAME);
  };
  const queue = createWorkQueue(plane.clock, sync);

  return {
    observe({ type, key, object }) {
      if (sameResource(key, PODS) && type === 'ADDED') queue.add(keyOf(object));
      // Room may have come free.
      if (type === 'DELETED' || sameResource(key, NODES)) for (const one of waiting) queue.add(one);
    },
    close: () => queue.close(),
  };
};
