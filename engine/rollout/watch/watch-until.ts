import type { Clock } from '../clock.ts';
import { type Cluster, type KubernetesObject, type Selection, Unreachable, type WatchEvent } from '../cluster.ts';
import type { ProgressLog } from '../request.ts';
import { attended } from './attended.ts';
import { Mailbox } from './mailbox.ts';
import { BLIND, Sight } from './sight.ts';
import { SightLine } from './sight-line.ts';

/** After a look that brought nothing, how long until the next. */
const RETRY = 2_000;

export interface Waiting<T> {
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Told when nothing can be seen, and when it can again. */
  readonly log?: Pick<ProgressLog, 'info'> | undefined;
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
  log,
  selections,
  deadline,
  decide,
}: Waiting<T>): Promise<Waited<T>> {
  const mailbox = new Mailbox<{ readonly index: number; readonly event: WatchEvent; readonly at: number }>(clock);
  const sight = new Sight();
  const sightLine = new SightLine(log);
  const stop = new AbortController();
  const wake = () => mailbox.wake();
  signal.addEventListener('abort', wake);
  let lookAt = 0;
  let refused: Extract<Waited<T>, { readonly kind: 'unknown' }> | undefined;
  const known = selections.map((): Map<string, KubernetesObject> | undefined => undefined);
  selections.forEach((selection, index) => {
    cluster.watch(selection, (event) => mailbox.push({ index, event, at: clock.now() }), stop.signal);
  });
  try {
    for (;;) {
      const before = clock.now();
      const due = sight.isBlind(before)
        ? Number.POSITIVE_INFINITY
        : Math.max(lookAt, deadline + sight.blindFor(before));
      hear(await mailbox.take(Math.min(due, sight.nextChange(before))));
      if (refused !== undefined) return refused;
      const now = clock.now();
      if (signal.aborted) return { kind: 'aborted' };
      if (sight.blindFor(now) > BLIND)
        return {
          kind: 'unknown',
          sentence: `The API server could not be seen for ${Math.round(sight.blindFor(now) / 1000)} s: ${sight.reasons.join('; ')}. Check the cluster, then run this again.`,
        };
      sightLine.tell(sight, now);
      if (sight.isBlind(now)) continue;
      const objects = known.flatMap((map) => (map === undefined ? [] : [[...map.values()]]));
      const value = objects.length === selections.length ? decide(objects) : undefined;
      if (value !== undefined) return { kind: 'decided', value };
      if (now < deadline + sight.blindFor(now)) continue;
      // That nothing has happened is known only when it is looked at: what is quiet may hang.
      const lists = sight.isWhole ? await attended(looked(cluster, selections), clock, attend) : undefined;
      // A list that comes late tells of a time in which nothing was seen: what streams say of that comes first.
      hear(await mailbox.take(clock.now()));
      if (refused !== undefined) return refused;
      if (lists === undefined || !sight.isWhole || clock.now() < deadline + sight.blindFor(clock.now())) {
        lookAt = clock.now() + RETRY;
        continue;
      }
      const last = decide(lists);
      return last === undefined ? { kind: 'late' } : { kind: 'decided', value: last };
    }
  } finally {
    stop.abort();
    signal.removeEventListener('abort', wake);
  }

  async function attend(): Promise<void> {
    hear(await mailbox.take(clock.now()));
    sightLine.tell(sight, clock.now());
  }

  function hear(messages: readonly Message[]): void {
    for (const { index, event, at } of messages) {
      if (event.type === 'refused')
        refused ??= {
          kind: 'unknown',
          sentence: `The cluster does not let us watch ${selections[index]?.kind}s: ${event.refusal.message}`,
        };
      else if (event.type === 'lost') sight.lose(String(index), event.reason, event.since ?? at);
      else sight.find(String(index), at);
      known[index] = after(known[index], event);
    }
  }
}

interface Message {
  readonly index: number;
  readonly event: WatchEvent;
  readonly at: number;
}

/** @returns `undefined` when the server cannot be reached. */
async function looked(
  cluster: Cluster,
  selections: readonly Selection[],
): Promise<readonly (readonly KubernetesObject[])[] | undefined> {
  try {
    return await Promise.all(selections.map(async (selection) => (await cluster.list(selection)).objects));
  } catch (error) {
    if (error instanceof Unreachable) return undefined;
    throw error;
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
