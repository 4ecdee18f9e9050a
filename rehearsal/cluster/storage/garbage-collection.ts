import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ResourceKey, StoreEvent } from '../object-store.ts';
import type { ClusterStore } from './cluster-store.ts';
import type { Collections } from './collections.ts';
import { cutsDependentsLoose, releasedFromCollector, waitsForDependents } from './deletion.ts';

interface Dependent {
  readonly key: ResourceKey;
  readonly object: KubernetesObject;
}

/** Removes what no living owner holds, and lets owners go whose dependents are gone.
 *  https://kubernetes.io/docs/concepts/architecture/garbage-collection/ */
export const createGarbageCollector = (
  collections: Collections,
  store: ClusterStore,
): ((event: StoreEvent) => void) => {
  const dependentsOf = (uid: string | undefined): readonly Dependent[] =>
    uid === undefined
      ? []
      : collections
          .everything()
          .filter(({ object }) => object.metadata.ownerReferences?.some((owner) => owner.uid === uid) === true);
  const livingUids = (): ReadonlySet<string> =>
    new Set(collections.everything().flatMap(({ object }) => object.metadata.uid ?? []));

  const collect = ({ key, object }: Dependent, living: ReadonlySet<string>): void => {
    const owners = object.metadata.ownerReferences ?? [];
    const left = owners.filter(({ uid }) => living.has(uid));
    if (left.length === owners.length || object.metadata.deletionTimestamp !== undefined) return;
    if (left.length === 0) {
      store.delete(key, object.metadata.namespace ?? '', object.metadata.name, { propagationPolicy: 'Background' });
    } else {
      collections.put(key, { ...object, metadata: { ...object.metadata, ownerReferences: left } });
    }
  };
  const startForeground = (owner: Dependent): void => {
    for (const { key, object } of dependentsOf(owner.object.metadata.uid)) {
      if (object.metadata.deletionTimestamp !== undefined) continue;
      store.delete(key, object.metadata.namespace ?? '', object.metadata.name, { propagationPolicy: 'Foreground' });
    }
    finishForeground(owner);
  };
  const finishForeground = ({ key, object }: Dependent): void => {
    const { uid, name, namespace } = object.metadata;
    const blocked = dependentsOf(uid).some(({ object: dependent }) =>
      dependent.metadata.ownerReferences?.some((owner) => owner.uid === uid && owner.blockOwnerDeletion === true),
    );
    const live = collections.get(key, namespace ?? '', name);
    if (blocked || live === undefined || live.metadata.uid !== uid || !waitsForDependents(live)) return;
    store.update(key, releasedFromCollector(live));
  };

  const cutLoose = ({ key, object }: Dependent): void => {
    orphanDependents(collections, object);
    const live = collections.get(key, object.metadata.namespace ?? '', object.metadata.name);
    if (live !== undefined && cutsDependentsLoose(live)) store.update(key, releasedFromCollector(live));
  };

  return ({ type, key, object }) => {
    if (type === 'ADDED' && object.metadata.ownerReferences !== undefined) {
      const live = collections.get(key, object.metadata.namespace ?? '', object.metadata.name);
      if (live?.metadata.uid === object.metadata.uid && live !== undefined)
        collect({ key, object: live }, livingUids());
    }
    if (type === 'MODIFIED' && waitsForDependents(object)) startForeground({ key, object });
    if (type === 'MODIFIED' && cutsDependentsLoose(object)) cutLoose({ key, object });
    if (type !== 'DELETED') return;
    const living = livingUids();
    for (const dependent of dependentsOf(object.metadata.uid)) collect(dependent, living);
    const owners = new Set(object.metadata.ownerReferences?.map(({ uid }) => uid));
    if (owners.size === 0) return;
    for (const owner of collections.everything()) {
      if (owners.has(owner.object.metadata.uid ?? '') && waitsForDependents(owner.object)) finishForeground(owner);
    }
  };
};

/** Cuts the dependents of an owner loose before it goes: `propagationPolicy: Orphan`. */
const orphanDependents = (collections: Collections, owner: KubernetesObject): void => {
  const { uid } = owner.metadata;
  for (const { key, object } of collections.everything()) {
    const left = object.metadata.ownerReferences?.filter((reference) => reference.uid !== uid);
    if (left === undefined || left.length === object.metadata.ownerReferences?.length) continue;
    const { ownerReferences: _all, ...metadata } = object.metadata;
    collections.put(key, {
      ...object,
      metadata: left.length === 0 ? metadata : { ...metadata, ownerReferences: left },
    });
  }
};
