import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ResourceKey, StoreEvent } from '../object-store.ts';
import { deepFreeze } from './frozen.ts';
import type { History } from './history.ts';

/** The objects themselves, the version counter, and who is told of a write. Knows no rule of Kubernetes but that versions
 *  rise and that listeners hear of writes in their order. */
export interface Collections {
  version(): number;
  get(key: ResourceKey, namespace: string, name: string): KubernetesObject | undefined;
  all(key: ResourceKey): readonly KubernetesObject[];
  everything(): readonly { readonly key: ResourceKey; readonly object: KubernetesObject }[];
  put(key: ResourceKey, object: KubernetesObject): KubernetesObject;
  remove(key: ResourceKey, object: KubernetesObject): KubernetesObject;
  subscribe(listener: (event: StoreEvent) => void): () => void;
}

export const createCollections = (history: History): Collections => {
  const collections = new Map<string, { readonly key: ResourceKey; readonly objects: Map<string, KubernetesObject> }>();
  const listeners = new Set<(event: StoreEvent) => void>();
  const undelivered: StoreEvent[] = [];
  let delivering = false;
  let version = 0;

  const entry = (key: ResourceKey): { readonly key: ResourceKey; readonly objects: Map<string, KubernetesObject> } => {
    const id = `${key.group}/${key.resource}`;
    const known = collections.get(id);
    if (known !== undefined) return known;
    const made = { key: Object.freeze({ group: key.group, resource: key.resource }), objects: new Map() };
    collections.set(id, made);
    return made;
  };
  const collection = (key: ResourceKey): Map<string, KubernetesObject> => entry(key).objects;
  const place = (namespace: string, name: string): string => `${namespace}/${name}`;
  const placeOf = (object: KubernetesObject): string => place(object.metadata.namespace ?? '', object.metadata.name);

  // A listener may write: its events wait until every listener has heard the one being told.
  const tell = (event: StoreEvent, previous: KubernetesObject | undefined): void => {
    history.record({ version, event, previous });
    undelivered.push(event);
    if (delivering) return;
    delivering = true;
    try {
      for (let next = undelivered.shift(); next !== undefined; next = undelivered.shift()) {
        for (const listener of [...listeners]) listener(next);
      }
    } finally {
      delivering = false;
    }
  };
  const stamped = (object: KubernetesObject): KubernetesObject => {
    version += 1;
    return deepFreeze({ ...object, metadata: { ...object.metadata, resourceVersion: String(version) } });
  };

  return {
    version: () => version,
    get: (key, namespace, name) => collection(key).get(place(namespace, name)),
    all: (key) => [...collection(key).entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object),
    everything: () =>
      [...collections.values()].flatMap(({ key, objects }) => [...objects.values()].map((object) => ({ key, object }))),
    put(key, object) {
      const previous = collection(key).get(placeOf(object));
      const stored = stamped(object);
      collection(key).set(placeOf(stored), stored);
      tell({ type: previous === undefined ? 'ADDED' : 'MODIFIED', key: entry(key).key, object: stored }, previous);
      return stored;
    },
    remove(key, object) {
      const previous = collection(key).get(placeOf(object));
      const last = stamped(object);
      collection(key).delete(placeOf(last));
      tell({ type: 'DELETED', key: entry(key).key, object: last }, previous);
      return last;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};
