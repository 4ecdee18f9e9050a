import { StatusError } from '../object-store.ts';
import { type ControlPlane, timestamp } from './controller.ts';
import { EVENTS, type Event, resource } from './resource.ts';

/** What an event is about. */
export interface Regarding {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
  };
  /** Part of the object, as `spec.containers{api}`. */
  readonly fieldPath?: string;
}

/** Says what happened, for people and for programs that read reasons. */
export interface EventRecorder {
  normal(about: Regarding, reason: string, message: string): void;
  warning(about: Regarding, reason: string, message: string): void;
}

/** An object may have this many events at once, then one more every five minutes, as in client-go's correlator: a pod that
 *  crashes for hours does not fill the store.
 *  https://pkg.go.dev/k8s.io/client-go/tools/record#CorrelatorOptions */
const BURST = 25;
const REFILL = 300_000;

/** From the tenth on, within ten minutes, events that differ in their message alone are counted as one. */
const SIMILAR = 10;
const SIMILAR_FOR = 600_000;

/** Events in the form of the core API: an equal one is counted up (`count`, `lastTimestamp`) instead of written again. Does not
 *  expire them.
 *  @param component who speaks: `kubelet`, `deployment-controller`. */
export const createEventRecorder = (
  { store, clock }: ControlPlane,
  component: string,
  host?: string,
): EventRecorder => {
  const events = resource<Event>(store, EVENTS);
  const known = new Map<string, { readonly namespace: string; readonly name: string }>();
  const similar = new Map<string, { readonly messages: Set<string>; at: number }>();
  const budgets = new Map<string, { tokens: number; at: number }>();
  const source = { component, ...(host === undefined ? {} : { host }) };
  let sequence = 0;

  const maySpeak = (object: string): boolean => {
    const now = clock.now();
    const { tokens, at } = budgets.get(object) ?? { tokens: BURST, at: now };
    const available = Math.min(BURST, tokens + (now - at) / REFILL);
    budgets.set(object, { tokens: available < 1 ? available : available - 1, at: now });
    return available >= 1;
  };
  const isOneOfMany = (key: string, message: string): boolean => {
    const before = similar.get(key);
    const group =
      before === undefined || clock.now() - before.at > SIMILAR_FOR ? { messages: new Set<string>(), at: 0 } : before;
    group.at = clock.now();
    similar.set(key, group);
    if (group.messages.size >= SIMILAR - 1 && !group.messages.has(message)) return true;
    group.messages.add(message);
    return false;
  };
  const record = (type: 'Normal' | 'Warning', about: Regarding, reason: string, text: string): void => {
    const { name, namespace = 'default', uid } = about.metadata;
    const object = [about.kind, namespace, name, uid].join('/');
    if (!maySpeak(object)) return;
    const group = JSON.stringify([object, type, reason]);
    const combined = isOneOfMany(group, text);
    const message = combined ? `(combined from similar events): ${text}` : text;
    const key = combined ? group : JSON.stringify([object, about.fieldPath, type, reason, message]);
    const before = known.get(key);
    const live = before === undefined ? undefined : events.get(before.namespace, before.name);
    if (live !== undefined) {
      events.update({ ...live, message, count: (live.count ?? 1) + 1, lastTimestamp: timestamp(clock) });
      return;
    }
    sequence += 1;
    // Unique and rising, as the nanoseconds that client-go takes.
    const suffix = (BigInt(clock.now()) * 1_000_000n + BigInt(sequence)).toString(16);
    const created = events.create({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: `${name}.${suffix}`, namespace },
      involvedObject: {
        apiVersion: about.apiVersion,
        kind: about.kind,
        name,
        namespace,
        ...(uid === undefined ? {} : { uid }),
        ...(about.metadata.resourceVersion === undefined ? {} : { resourceVersion: about.metadata.resourceVersion }),
        ...(about.fieldPath === undefined ? {} : { fieldPath: about.fieldPath }),
      },
      type,
      reason,
      message,
      source,
      reportingComponent: component,
      reportingInstance: host ?? '',
      firstTimestamp: timestamp(clock),
      lastTimestamp: timestamp(clock),
      count: 1,
    });
    known.set(key, { namespace, name: created.metadata.name });
  };
  const tolerant = (type: 'Normal' | 'Warning') => (about: Regarding, reason: string, message: string) => {
    try {
      record(type, about, reason, message);
    } catch (error) {
      // A namespace that is going away takes no new events; nobody would read them.
      if (!(error instanceof StatusError)) throw error;
    }
  };
  return { normal: tolerant('Normal'), warning: tolerant('Warning') };
};
