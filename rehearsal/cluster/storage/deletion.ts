import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ResourceKey } from '../object-store.ts';
import type { DeleteOptions } from './cluster-store.ts';
import { record } from './frozen.ts';
import type { ResourceType } from './resource-type.ts';
import { conflict } from './status-errors.ts';

/** What a delete request comes to: the object goes now (a pod with the mark of its end), or it stays, marked, until somebody else lets it go. */
export type Deletion =
  | { readonly step: 'remove'; readonly last: (object: KubernetesObject) => KubernetesObject }
  | { readonly step: 'mark'; readonly object: KubernetesObject }
  | { readonly step: 'wait' };

const FOREGROUND = 'foregroundDeletion';
const ORPHAN = 'orphan';

/** Held for the garbage collector, which does its part and lets go. */
const HOLDS: Readonly<Record<string, string>> = { Foreground: FOREGROUND, Orphan: ORPHAN };

/** What becomes of the dependents. Pods of a Job are preserved unless the request says otherwise.
 *  kubernetes/pkg/registry/batch/job/strategy.go, DefaultGarbageCollectionPolicy */
export const propagationOf = (
  { group, kind }: ResourceType,
  { propagationPolicy }: DeleteOptions,
): NonNullable<DeleteOptions['propagationPolicy']> =>
  propagationPolicy ?? (group === 'batch' && kind === 'Job' ? 'Orphan' : 'Background');

/** Decides a delete request. Pods that run on a node keep their grace period for the kubelet; finalizers hold any object.
 *  https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination
 *  https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/ */
export const decideDeletion = (
  key: ResourceType,
  live: KubernetesObject,
  options: DeleteOptions,
  now: number,
): Deletion => {
  assertPreconditions(key, live, options.preconditions);
  const grace = isPod(key) ? podGrace(live, options.gracePeriodSeconds) : 0;
  const hold = HOLDS[propagationOf(key, options)];
  const held = live.metadata.finalizers ?? [];
  const finalizers = hold === undefined ? held : [...new Set([...held, hold])];
  const pending = live.metadata.deletionTimestamp !== undefined;
  const marked = (object: KubernetesObject): KubernetesObject => ({
    ...object,
    metadata: {
      ...object.metadata,
      deletionTimestamp: `${new Date(now + grace * 1000).toISOString().slice(0, 19)}Z`,
      deletionGracePeriodSeconds: grace,
      ...(object.metadata.generation === undefined || pending ? {} : { generation: object.metadata.generation + 1 }),
    },
  });
  if (grace === 0 && finalizers.length === 0) return { step: 'remove', last: isPod(key) ? marked : (object) => object };
  const shorter = grace < (live.metadata.deletionGracePeriodSeconds ?? Number.POSITIVE_INFINITY);
  if (pending && !shorter && finalizers.length === (live.metadata.finalizers?.length ?? 0)) return { step: 'wait' };
  return {
    step: 'mark',
    object: marked({ ...live, metadata: { ...live.metadata, ...(finalizers.length === 0 ? {} : { finalizers }) } }),
  };
};

/** Whether an object that was marked may go now: nothing holds it any more. */
export const isReleased = (object: KubernetesObject): boolean =>
  object.metadata.deletionTimestamp !== undefined &&
  (object.metadata.finalizers ?? []).length === 0 &&
  (object.metadata.deletionGracePeriodSeconds ?? 0) === 0;

/** The object without the garbage collector's own hold on it. */
export const releasedFromCollector = (object: KubernetesObject): KubernetesObject => {
  const finalizers = (object.metadata.finalizers ?? []).filter((one) => one !== FOREGROUND && one !== ORPHAN);
  const { finalizers: _all, ...metadata } = object.metadata;
  return { ...object, metadata: finalizers.length === 0 ? metadata : { ...metadata, finalizers } };
};

export const waitsForDependents = (object: KubernetesObject): boolean => isHeld(object, FOREGROUND);

export const cutsDependentsLoose = (object: KubernetesObject): boolean => isHeld(object, ORPHAN);

const isHeld = ({ metadata }: KubernetesObject, finalizer: string): boolean =>
  metadata.deletionTimestamp !== undefined && (metadata.finalizers ?? []).includes(finalizer);

const isPod = (key: ResourceKey): boolean => key.group === '' && key.resource === 'pods';

const podGrace = (pod: KubernetesObject, asked: number | undefined): number => {
  const spec = record(pod['spec']);
  const phase = record(pod['status'])['phase'];
  // Nobody would end it: it never reached a node, or has ended by itself.
  if (spec['nodeName'] === undefined || phase === 'Succeeded' || phase === 'Failed') return 0;
  const own = spec['terminationGracePeriodSeconds'];
  return asked ?? (typeof own === 'number' ? own : 30);
};

const assertPreconditions = (
  type: ResourceType,
  live: KubernetesObject,
  wanted: DeleteOptions['preconditions'],
): void => {
  const { uid, resourceVersion, name } = live.metadata;
  // The API names the kind here, not the collection.
  const key = { group: type.group, resource: type.kind };
  if (wanted?.uid !== undefined && wanted.uid !== uid)
    throw conflict(
      key,
      name,
      `the UID in the precondition (${wanted.uid}) does not match the UID in record (${uid}). The object might have been deleted and then recreated`,
    );
  if (wanted?.resourceVersion !== undefined && wanted.resourceVersion !== resourceVersion)
    throw conflict(
      key,
      name,
      `the ResourceVersion in the precondition (${wanted.resourceVersion}) does not match the ResourceVersion in record (${resourceVersion}). The object might have been modified`,
    );
};
