import type { ServerResponse } from 'node:http';
import {
  type Access,
  type ApplyOptions,
  type Cluster,
  type KubernetesObject,
  type LogQuery,
  type ObjectList,
  type ObjectReference,
  Refusal,
  type Resource,
  type Seen,
  type Selection,
  type WatchEvent,
} from '../../../../engine/rollout/cluster.ts';
import { createAuthorizer } from '../../../../rehearsal/cluster/api/authorization/authorizer.ts';
import { createCredentials } from '../../../../rehearsal/cluster/api/credentials.ts';
import { createDispatch } from '../../../../rehearsal/cluster/api/dispatch.ts';
import { statusBody } from '../../../../rehearsal/cluster/api/status-body.ts';
import { ADMINISTRATORS } from '../../../../rehearsal/cluster/api/user.ts';
import type { Clock } from '../../../../rehearsal/cluster/clock.ts';
import type { LogSource } from '../../../../rehearsal/cluster/log-source.ts';
import type { ClusterStore } from '../../../../rehearsal/cluster/storage/cluster-store.ts';
import { resourceTypeOfKind } from '../../../../rehearsal/cluster/storage/resource-table.ts';
import { groupVersion, type ResourceType } from '../../../../rehearsal/cluster/storage/resource-type.ts';
import { CERTIFICATES } from './custom-resource.ts';

interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly reference: { readonly apiVersion: string; readonly kind: string; readonly namespace?: string };
  readonly name?: string;
  readonly query?: Record<string, string>;
  readonly subresource?: 'status';
  readonly type?: string;
  readonly body?: unknown;
}

/** Somebody who stays who he is. */
const ACCESS: Access = { endsAt: undefined, isRenewed: false };

/** The port over the embedded API server, without the wire: its field managers, preconditions, dry runs and watches, on the
 *  clock of the test. */
export class EmbeddedApi implements Cluster {
  readonly #store: ClusterStore;
  readonly #clock: Clock;
  readonly #logs: LogSource;
  readonly #dispatch: ReturnType<typeof createDispatch>;

  constructor(store: ClusterStore, clock: Clock, logs: LogSource) {
    this.#store = store;
    this.#clock = clock;
    this.#logs = logs;
    this.#dispatch = createDispatch({
      store,
      clock,
      logs: undefined,
      credentials: createCredentials({ store, clock, tokens: new Map() }),
      authorizer: createAuthorizer(store),
    });
  }

  async get({ name, ...reference }: ObjectReference): Promise<KubernetesObject | undefined> {
    try {
      return this.#call({ method: 'GET', reference, name }) as KubernetesObject;
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) return undefined;
      throw error;
    }
  }

  async list(selection: Selection): Promise<ObjectList> {
    return this.#list(selection);
  }

  async apply(object: KubernetesObject, { dryRun, force }: ApplyOptions = {}) {
    const { apiVersion, kind, metadata } = object;
    const applied = this.#call({
      method: 'PATCH',
      reference: { apiVersion, kind, namespace: metadata.namespace ?? '' },
      name: metadata.name,
      query: {
        fieldManager: 'sluice',
        fieldValidation: 'Strict',
        ...(dryRun ? { dryRun: 'All' } : {}),
        ...(force ? { force: 'true' } : {}),
      },
      type: 'application/apply-patch+yaml',
      body: object,
    });
    return { object: applied as KubernetesObject, serverTime: new Date(this.#clock.now()).toISOString() };
  }

  async patch(
    { uid, resourceVersion, name, ...reference }: Seen,
    change: Readonly<Record<string, unknown>>,
    { dryRun }: Pick<ApplyOptions, 'dryRun'> = {},
  ) {
    return this.#call({
      method: 'PATCH',
      reference,
      name,
      query: { fieldManager: 'sluice-phase', fieldValidation: 'Strict', ...(dryRun ? { dryRun: 'All' } : {}) },
      type: 'application/merge-patch+json',
      body: { ...change, metadata: { ...(change['metadata'] as object | undefined), uid, resourceVersion } },
    }) as KubernetesObject;
  }

  async delete({ uid, resourceVersion, name, ...reference }: Seen): Promise<void> {
    const preconditions = { uid, resourceVersion };
    const body = { apiVersion: 'v1', kind: 'DeleteOptions', preconditions };
    this.#call({ method: 'DELETE', reference, name, type: 'application/json', body });
  }

  watch(selection: Selection, listener: (event: WatchEvent) => void, signal: AbortSignal): void {
    if (signal.aborted) return;
    listener({ type: 'listed', ...this.#list(selection) });
    const stop = this.#store.subscribe(({ type, object }) => {
      if (object.kind !== selection.kind || !matches(object as KubernetesObject, selection)) return;
      listener({ type: type === 'DELETED' ? 'gone' : 'changed', object: object as KubernetesObject });
    });
    signal.addEventListener('abort', stop, { once: true });
  }

  async logs({ namespace, pod, container, previous, lines }: LogQuery): Promise<string | undefined> {
    const { uid = '' } = this.#store.get({ group: '', resource: 'pods' }, namespace, pod)?.metadata ?? {};
    const log = this.#logs.log({ namespace, pod, uid, container, previous });
    return log
      ?.lines()
      .slice(-lines)
      .map(({ text }) => `${text}\n`)
      .join('');
  }

  async resourceOf(apiVersion: string, kind: string): Promise<Resource | undefined> {
    const type = typeOf(apiVersion, kind);
    return type === undefined
      ? undefined
      : { plural: type.resource, scope: type.namespaced ? 'Namespaced' : 'Cluster' };
  }

  async ask(review: Parameters<Cluster['ask']>[0]): Promise<Record<string, unknown>> {
    const type = 'application/json';
    return this.#call({ method: 'POST', reference: review, type, body: review }) as Record<string, unknown>;
  }

  async serverTime(): Promise<string> {
    return new Date(this.#clock.now()).toISOString();
  }

  async access(): Promise<Access> {
    return ACCESS;
  }

  #list(selection: Selection): ObjectList {
    const { apiVersion, kind, namespace } = selection;
    const answer = this.#call({ method: 'GET', reference: { apiVersion, kind, namespace } }) as {
      readonly metadata: { readonly resourceVersion: string };
      readonly items: readonly KubernetesObject[];
    };
    const objects = answer.items
      .map((item) => ({ ...item, apiVersion, kind }))
      .filter((object) => matches(object, selection));
    return { resourceVersion: answer.metadata.resourceVersion, objects };
  }

  #call({ method, reference, name, query = {}, subresource, type, body }: Call): unknown {
    const resource = typeOf(reference.apiVersion, reference.kind);
    if (resource === undefined) throw new Refusal(404, 'NotFound', `no ${reference.kind}`);
    try {
      const request = {
        method,
        type: resource,
        namespace: reference.namespace,
        name,
        subresource,
        query: new URLSearchParams(query),
        user: { username: 'tests', groups: [ADMINISTRATORS] },
        headers: type === undefined ? {} : { 'content-type': type },
        body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
      };
      return this.#dispatch(request, undefined as unknown as ServerResponse)?.body;
    } catch (error) {
      throw refusal(error);
    }
  }
}

const typeOf = (apiVersion: string, kind: string): ResourceType | undefined =>
  kind === CERTIFICATES.kind && apiVersion === groupVersion(CERTIFICATES)
    ? CERTIFICATES
    : resourceTypeOfKind(apiVersion, kind);

function refusal(error: unknown): Refusal {
  const { code, body } = statusBody(error);
  const {
    reason = '',
    message,
    details,
  } = body as {
    readonly reason?: string;
    readonly message: string;
    readonly details?: { readonly causes?: readonly { readonly reason?: string; message?: string; field?: string }[] };
  };
  const conflicts = (details?.causes ?? [])
    .filter((cause) => cause.reason === 'FieldManagerConflict')
    .map(({ message: text = '', field = '' }) => ({ manager: /conflict with "([^"]*)"/.exec(text)?.[1] ?? '', field }));
  return new Refusal(code, reason, message, conflicts);
}

const matches = (object: KubernetesObject, { namespace, name, labels }: Selection): boolean =>
  object.metadata.namespace === namespace &&
  (name === undefined || object.metadata.name === name) &&
  Object.entries(labels ?? {}).every(([key, value]) => object.metadata.labels?.[key] === value);
