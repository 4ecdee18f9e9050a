import { inSentences } from '../../domain/sentences.ts';
/** Any Kubernetes object, as JSON: fields that we do not know are kept. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
    readonly generation?: number;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

export interface ObjectReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** Objects of one kind in one namespace. */
export interface Selection {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** Only the object of this name. */
  readonly name?: string;
}

export interface ObjectList {
  readonly resourceVersion: string;
  readonly objects: readonly KubernetesObject[];
}

/** What a watch tells. After `lost` nothing new is seen until `found` or `listed`; both go on from what was known before, so that
 *  nothing is missed. */
export type WatchEvent =
  | ({ readonly type: 'listed' } & ObjectList)
  | { readonly type: 'changed' | 'gone'; readonly object: KubernetesObject }
  | { readonly type: 'found' }
  /** `since`: milliseconds on our clock since when nothing could be seen, where that is longer than now. */
  | { readonly type: 'lost'; readonly reason: string; readonly since?: number }
  /** The server will never let us watch this; nothing follows. */
  | { readonly type: 'refused'; readonly refusal: Refusal };

export interface ApplyOptions {
  /** The server checks everything, admission included, and writes nothing. */
  readonly dryRun?: true;
  /** Takes fields that other managers own. */
  readonly force?: true;
}

export interface LogQuery {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** Of the run before the current one. */
  readonly previous: boolean;
  readonly lines: number;
}

/** An object in exactly the version that somebody looked at: what a guarded write is bound to. */
export interface Seen extends ObjectReference {
  readonly uid: string;
  readonly resourceVersion: string;
}

/** A Kubernetes API server, as far as a rollout needs one.
 *  Every call throws {@link Refusal} when the server says no, and {@link Unreachable} when it did not answer after retries. */
export interface Cluster {
  get(reference: ObjectReference): Promise<KubernetesObject | undefined>;
  /** Never from a stale cache. */
  list(selection: Selection): Promise<ObjectList>;
  /** Server-side apply as manager `sluice`; a `resourceVersion` in the object is a precondition.
   *  @returns the object as the server has it now, and the server's time. */
  apply(
    object: KubernetesObject,
    options?: ApplyOptions,
  ): Promise<{ readonly object: KubernetesObject; readonly serverTime: string }>;
  /** JSON merge patch of the version that was seen; any other version is refused with 409. Its manager is not the one of
   *  `apply`, so that applying never takes away what a patch has set.
   *  @see https://datatracker.ietf.org/doc/html/rfc7386 */
  patch(
    seen: Seen,
    change: Readonly<Record<string, unknown>>,
    options?: Pick<ApplyOptions, 'dryRun'>,
  ): Promise<KubernetesObject>;
  /** Deletes the version that was seen, its dependents after it; any other version is refused with 409. An object that is
   *  gone already is no error.
   *  @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/delete-options/ */
  delete(seen: Seen): Promise<void>;
  /** Lists, then watches, then goes on through interruptions until the signal aborts. The listener must not throw. */
  watch(selection: Selection, listener: (event: WatchEvent) => void, signal: AbortSignal): void;
  /** The last lines; `undefined` when there is no such run or its log is gone. */
  logs(query: LogQuery): Promise<string | undefined>;
  /** `undefined` when the server knows no such kind. */
  resourceOf(apiVersion: string, kind: string): Promise<Resource | undefined>;
  /** Asks the server a question that is an object (`SelfSubjectAccessReview`). @returns it with its `status`. */
  ask(
    review: Record<string, unknown> & Pick<KubernetesObject, 'apiVersion' | 'kind'>,
  ): Promise<Record<string, unknown>>;
  /** How long we are who we are. */
  access(): Promise<Access>;
  /** ISO 8601, by the server's clock, as its last answer tells: what is newer must not depend on the machines that runs are on. */
  serverTime(): Promise<string>;
}

/** What a kind is called in paths and rights. */
export interface Resource {
  readonly plural: string;
  readonly scope: 'Namespaced' | 'Cluster';
}

export interface Access {
  /** Milliseconds since the epoch; `undefined` when the credentials do not say. */
  readonly endsAt: number | undefined;
  /** Whether new credentials are got when these end. */
  readonly isRenewed: boolean;
}

/** The API server understood and said no. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly reason: string;
  /** Managers that own fields we wanted; filled for a conflict of server-side apply. */
  readonly conflicts: readonly { readonly manager: string; readonly field: string }[];
  constructor(
    status: number,
    reason: string,
    message: string,
    conflicts: readonly { readonly manager: string; readonly field: string }[] = [],
  ) {
    // A server may leave out the full stop, and others write on.
    super(inSentences(message));
    this.status = status;
    this.reason = reason;
    this.conflicts = conflicts;
  }
}

/** The API server did not answer, or not in a way that tells anything. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
  constructor(message: string, options?: ErrorOptions) {
    super(inSentences(message), options);
  }
}

export const referenceOf = (object: KubernetesObject, namespace: string): ObjectReference => ({
  apiVersion: object.apiVersion,
  kind: object.kind,
  namespace,
  name: object.metadata.name,
});

/** @throws when the object did not come from a server: only those can be written with a guard. */
export function seenOf(object: KubernetesObject, namespace: string): Seen {
  const { uid, resourceVersion } = object.metadata;
  if (uid === undefined || resourceVersion === undefined)
    throw new Error(`${nameOf(object)} has no uid and no version, so nobody has seen it in the cluster.`);
  return { ...referenceOf(object, namespace), uid, resourceVersion };
}

/** Whether the object has been written since we looked: look again. Conflicts of field managers are something else. */
export const isMoved = (error: unknown): boolean =>
  error instanceof Refusal && error.status === 409 && error.conflicts.length === 0;

/** `Deployment "api"`. */
export const nameOf = ({ kind, metadata }: KubernetesObject): string => `${kind} "${metadata.name}"`;
