import type { KubernetesObject, Selection, WatchEvent } from '../../engine/rollout/cluster.ts';

type Listener = (event: WatchEvent) => void;
type Start = (selection: Selection, listener: Listener, signal: AbortSignal) => void;

interface Member {
  readonly selection: Selection;
  readonly listener: Listener;
  readonly signal: AbortSignal;
}

/** One watch of the server for all that begin in the same turn with the same kind and namespace: fifty workloads are four
 *  watches and not two hundred. */
export class SharedWatches {
  readonly #start: Start;
  readonly #gathering = new Map<string, Member[]>();

  constructor(start: Start) {
    this.#start = start;
  }

  join(selection: Selection, listener: Listener, signal: AbortSignal): void {
    const key = `${selection.apiVersion}/${selection.kind}/${selection.namespace}`;
    const members = this.#gathering.get(key) ?? [];
    members.push({ selection, listener, signal });
    if (members.length > 1) return;
    this.#gathering.set(key, members);
    queueMicrotask(() => {
      this.#gathering.delete(key);
      this.#begin(members);
    });
  }

  #begin(members: readonly Member[]): void {
    const [first] = members;
    if (first === undefined) return;
    const same = members.every(({ selection }) => JSON.stringify(selection) === JSON.stringify(first.selection));
    const { labels: _, name: __, ...everything } = first.selection;
    const stop = new AbortController();
    const leave = () => {
      if (members.every(({ signal }) => signal.aborted)) stop.abort();
    };
    for (const { signal } of members) signal.addEventListener('abort', leave, { once: true });
    const parts = members.map(({ selection, listener, signal }) => {
      const tell = same ? listener : partOf(selection, listener);
      return (event: WatchEvent) => {
        if (!signal.aborted) tell(event);
      };
    });
    leave();
    if (stop.signal.aborted) return;
    const toAll = (event: WatchEvent) => {
      for (const tell of parts) tell(event);
    };
    this.#start(same ? first.selection : everything, toAll, stop.signal);
  }
}

/** What a watch with a selection would have told, from one that has none. */
function partOf(selection: Selection, listener: Listener): Listener {
  const known = new Set<string>();
  const idOf = ({ metadata }: KubernetesObject) => metadata.uid ?? metadata.name;
  return (event) => {
    switch (event.type) {
      case 'listed': {
        const objects = event.objects.filter((object) => isSelected(object, selection));
        known.clear();
        for (const object of objects) known.add(idOf(object));
        listener({ ...event, objects });
        return;
      }
      case 'changed':
        if (isSelected(event.object, selection)) {
          known.add(idOf(event.object));
          listener(event);
        } else if (known.delete(idOf(event.object))) listener({ type: 'gone', object: event.object });
        return;
      case 'gone':
        if (known.delete(idOf(event.object))) listener(event);
        return;
      case 'found':
      case 'lost':
      case 'refused':
        listener(event);
    }
  };
}

const isSelected = ({ metadata }: KubernetesObject, { labels = {}, name }: Selection): boolean =>
  (name === undefined || metadata.name === name) &&
  Object.entries(labels).every(([key, value]) => metadata.labels?.[key] === value);
