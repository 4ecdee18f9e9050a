import type { KubernetesObject } from './kubernetes-object.ts';

/** Which collection an object lives in: `apps/deployments`, or `/pods` for the core group. */
export interface ResourceKey {
  readonly group: string;
  readonly resource: string;
}

export type StoreEvent = {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly key: ResourceKey;
  readonly object: KubernetesObject;
};

/** How an object is deleted. https://kubernetes.io/docs/concepts/architecture/garbage-collection/#cascading-deletion */
export interface Deletion {
  readonly gracePeriodSeconds?: number;
  readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
}

/** What controllers and the kubelet do with the API server from inside the process: the same validation, defaults,
 *  quota and resource versions as over HTTP, without the wire. Objects handed out are frozen; writes take copies. */
export interface ObjectStore {
  get(key: ResourceKey, namespace: string, name: string): KubernetesObject | undefined;
  list(
    key: ResourceKey,
    scope?: { readonly namespace?: string; readonly labels?: Readonly<Record<string, string>> },
  ): readonly KubernetesObject[];
  /** @throws {StatusError} 409 when it exists, 403 when a quota or admission refuses it, 422 when it is invalid. */
  create(key: ResourceKey, object: KubernetesObject): KubernetesObject;
  /** Replaces the object; a `resourceVersion` in it is a precondition. With `subresource: 'status'` only the status is taken.
   *  @throws {StatusError} 404 or 409. */
  update(key: ResourceKey, object: KubernetesObject, options?: { readonly subresource?: 'status' }): KubernetesObject;
  /** Marks for deletion or removes: pods stay until the kubelet has ended them (grace 0 removes at once). */
  delete(key: ResourceKey, namespace: string, name: string, options?: Deletion): void;
  /** Called synchronously after each write, in order of resource versions. @returns the unsubscribe function. */
  subscribe(listener: (event: StoreEvent) => void): () => void;
}

/** The API server's `Status` answer as an exception. */
export class StatusError extends Error {
  override readonly name = 'StatusError';
  readonly code: number;
  readonly reason: string;
  readonly details: Readonly<Record<string, unknown>> | undefined;
  constructor(code: number, reason: string, message: string, details?: Readonly<Record<string, unknown>>) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.details = details;
  }
}
