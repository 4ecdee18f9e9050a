import { StatusError } from '../../object-store.ts';
import type { ControlPlane } from '../controller.ts';
import { EVENTS, type Event, type Pod, resource } from '../resource.ts';

/** The scheduler's events. It writes them through `events.k8s.io`, so in the core API they have an `eventTime` and, when
 *  repeated, a `series`, but neither `count` nor `lastTimestamp`: readers that sort by those must cope.
 *  https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/ */
export interface SchedulingEvents {
  scheduled(pod: Pod, node: string): void;
  failed(pod: Pod, message: string): void;
}

export const createSchedulingEvents = ({ store, clock }: ControlPlane): SchedulingEvents => {
  const events = resource<Event>(store, EVENTS);
  const last = new Map<string, { readonly message: string; readonly name: string }>();
  let sequence = 0;

  const time = (): string => new Date(clock.now()).toISOString().replace('Z', '000Z');
  const record = (pod: Pod, type: 'Normal' | 'Warning', reason: string, action: string, message: string): void => {
    const { name, namespace = '', uid = '', resourceVersion } = pod.metadata;
    const before = last.get(uid);
    const live = before?.message === message ? events.get(namespace, before.name) : undefined;
    if (live !== undefined) {
      events.update({ ...live, series: { count: (live.series?.count ?? 1) + 1, lastObservedTime: time() } });
      return;
    }
    sequence += 1;
    const suffix = (BigInt(clock.now()) * 1_000_000n + BigInt(sequence)).toString(16);
    const created = events.create({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: `${name}.${suffix}`, namespace },
      involvedObject: {
        apiVersion: 'v1',
        kind: 'Pod',
        name,
        namespace,
        uid,
        ...(resourceVersion === undefined ? {} : { resourceVersion }),
      },
      type,
      reason,
      action,
      message,
      eventTime: time(),
      reportingComponent: 'default-scheduler',
      reportingInstance: 'default-scheduler-rehearsal',
    });
    last.set(uid, { message, name: created.metadata.name });
  };
  const tolerant = (write: () => void): void => {
    try {
      write();
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
    }
  };
  return {
    scheduled: (pod, node) =>
      tolerant(() => {
        const message = `Successfully assigned ${pod.metadata.namespace}/${pod.metadata.name} to ${node}`;
        record(pod, 'Normal', 'Scheduled', 'Binding', message);
      }),
    failed: (pod, message) => tolerant(() => record(pod, 'Warning', 'FailedScheduling', 'Scheduling', message)),
  };
};
