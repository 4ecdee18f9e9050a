import type { KubernetesObject } from '../kubernetes-object.ts';
import type { Deletion, ObjectStore, ResourceKey } from '../object-store.ts';
import type { History } from './history.ts';

/** How a write is made. */
export interface WriteOptions {
  /** With `status` only the status of the object is taken. */
  readonly subresource?: 'status' | 'scale';
  /** Who is recorded in `managedFields`. */
  readonly manager?: string;
  /** Everything but the write itself: defaults, validation, quota; the answer is what would have been stored. */
  readonly dryRun?: boolean;
}

export interface ApplyOptions {
  readonly manager: string;
  /** Takes over fields that other managers set to another value instead of refusing with 409. */
  readonly force: boolean;
  readonly subresource?: 'status';
  readonly dryRun?: boolean;
  /** The configuration as it came, before the path's namespace was filled in. */
  readonly sent?: KubernetesObject;
}

export interface DeleteOptions extends Deletion {
  readonly dryRun?: boolean;
}

/** What a delete request did: removed the object, marked it for whoever holds it, or found it marked already. */
export interface Deleted {
  readonly object: KubernetesObject;
  readonly step: 'remove' | 'mark' | 'wait';
}

/** The store as the API server uses it: what controllers see, and what only a request over the wire asks for. */
export interface ClusterStore extends ObjectStore {
  readonly history: History;
  /** The resource version of the last write. */
  currentVersion(): number;
  create(key: ResourceKey, object: KubernetesObject, options?: WriteOptions): KubernetesObject;
  update(key: ResourceKey, object: KubernetesObject, options?: WriteOptions): KubernetesObject;
  /** Server-side apply: https://kubernetes.io/docs/reference/using-api/server-side-apply/
   *  @throws {StatusError} 409 when another manager owns a field with another value and `force` is not set. */
  apply(
    key: ResourceKey,
    configuration: KubernetesObject,
    options: ApplyOptions,
  ): { readonly object: KubernetesObject; readonly created: boolean };
  delete(key: ResourceKey, namespace: string, name: string, options?: DeleteOptions): Deleted;
}
