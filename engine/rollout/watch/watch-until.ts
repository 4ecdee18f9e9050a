import type { Clock } from '../clock.ts';
import type { Cluster, KubernetesObject, Selection, WatchEvent } from '../cluster.ts';
import { Mailbox } from './mailbox.ts';
import { BLIND, Sight } from './sight.ts';

export interface Waiting<T> {
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly selections: readonly Selection[];
  /** Milliseconds on the clock; time without sight is added. */
  readonly deadline: number;
  /** Asked after every change, with the objects of each selection in its order, never before all have been seen and never while
   *  one cannot be seen. */
  decide(objects: readonly (readonly KubernetesObject[])[]): T | undefined;
}

export type Waited<T> =
  | { readonly kind: 'decided'; readonly value: T }
  | { readonly kind: 'late' }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'unknown'; readonly sentence: string };

/** Watches until the objects decide, the time is over, or nothing could be seen for three minutes. Reads only. */
export async function watchUntil<T>({
  cluster,
  clock,
  signal,
  selections,
  deadline,
  decide,
}: Waiting<T>): Promise<Waited<T>> {
  const mailbox = new Mailbox<{ readonly index: number; readonly event: WatchEvent }>(clock);
  const sight = new Sight();
  const stop = new AbortController();
  const wake = () => mailbox.wake();
  signal.addEventListener('abort', wake);
  const known = selections.map((): Map<string, KubernetesObject> | undefined => undefined);
  selections.forEach((selection, index) => {
    cluster.watch(selection, (event) => mailbox.push({ index, event }), stop.signal);
  });
  try {
    for (;;) {
      const until = sight.isBlind
        ? clock.now() + BLIND - sight.blindFor(clock.now()) + 1
        : deadline + sight.blindFor(clock.now());
      for (const { index, event } of await mailbox.take(until)) {
        if (event.type === 'refused')
          return {
            kind: 'unknown',
            sentence: `The cluster does not let us watch ${selections[index]?.kind}s: ${event.refusal.message}`,
          };
        if (event.type === 'lost') sight.lose(String(index), event.reason, clock.now());
        else sight.find(String(index), clock.now());
        known[index] = after(known[index], event);
      }
      const now = clock.now();
      if (signal.aborted) return { kind: 'aborted' };
      if (sight.blindFor(now) > BLIND)
        return {
          kind: 'unknown',
          sentence: `The API server could not be seen for ${Math.round(sight.blindFor(now) / 1000)} s: ${sight.reasons.join('; ')}. Check the cluster, then run this again.`,
        };
      if (sight.isBlind) continue;
      const objects = known.flatMap((map) => (map === undefined ? [] : [[...map.values()]]));
      const value = objects.length === selections.length ? decide(objects) : undefined;
      if (value !== undefined) return { kind: 'decided', value };
      if (now >= deadline + sight.blindFor(now)) return { kind: 'late' };
    }
  } finally {
    stop.abort();
    signal.removeEventListener('abort', wake);
  }
}

const keyOf = ({ metadata }: KubernetesObject): string => metadata.uid ?? metadata.name;

function after(
  before: Map<string, KubernetesObject> | undefined,
  event: WatchEvent,
): Map<string, KubernetesObject> | undefined {
  switch (event.type) {
    case 'listed':
      return new Map(event.objects.map((object) => [keyOf(object), object]));
    case 'changed':
      return new Map(before).set(keyOf(event.object), event.object);
    case 'gone':
      return new Map([...(before ?? [])].filter(([key]) => key !== keyOf(event.object)));
    case 'found':
    case 'lost':
    case 'refused':
      return before;
  }
}
