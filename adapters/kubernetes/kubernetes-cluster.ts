import type { Clock } from '../../engine/rollout/clock.ts';
import {
  type ApplyOptions,
  type Cluster,
  type KubernetesObject,
  type LogQuery,
  type ObjectList,
  type ObjectReference,
  Refusal,
  type Seen,
  type Selection,
  type WatchEvent,
} from '../../engine/rollout/cluster.ts';
import { ApiClient, parse } from './api-client.ts';
import { Connection } from './connection.ts';
import type { ClusterAccess } from './kube-config.ts';
import { follow } from './list-watch.ts';
import { Resources, rootOf } from './resources.ts';

/** Who we are in `managedFields`. Rollout and rollback are the same manager, so each can undo what the other wrote. */
const FIELD_MANAGER = 'sluice';
/** Of guarded patches: phases, switches and scaling, which no manifest may take back by leaving them out. */
const PHASE_MANAGER = 'sluice-phase';
const PAGE = 500;
const LOG_BYTES = 16_384;

/** A Kubernetes API server over HTTP, with raw JSON: no field is dropped because a client does not know it. */
export class KubernetesCluster implements Cluster {
  readonly #client: ApiClient;
  readonly #resources: Resources;

  constructor(load: () => ClusterAccess, clock: Clock, random: () => number = Math.random) {
    this.#client = new ApiClient(new Connection(load), clock, random);
    this.#resources = new Resources(this.#client);
  }

  async get(reference: ObjectReference): Promise<KubernetesObject | undefined> {
    try {
      const { body } = await this.#client.call({ method: 'GET', path: await this.#path(reference) });
      return parse(body) as KubernetesObject;
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) return undefined;
      throw error;
    }
  }

  async list(selection: Selection): Promise<ObjectList> {
    const path = await this.#collection(selection);
    const objects: KubernetesObject[] = [];
    for (let token = ''; ; ) {
      const query = new URLSearchParams({
        ...selectors(selection),
        limit: String(PAGE),
        ...(token ? { continue: token } : {}),
      });
      const { body } = await this.#client.call({ method: 'GET', path: `${path}?${query}` });
      const { metadata, items } = parse(body) as {
        readonly metadata: { readonly resourceVersion: string; readonly continue?: string };
        readonly items: readonly KubernetesObject[] | null;
      };
      // Items of a list come without their kind.
      for (const item of items ?? []) objects.push({ ...item, apiVersion: selection.apiVersion, kind: selection.kind });
      token = metadata.continue ?? '';
      if (token === '') return { resourceVersion: metadata.resourceVersion, objects };
    }
  }

  /** Unknown fields are refused by name instead of dropped.
   *  @see https://kubernetes.io/docs/reference/using-api/api-concepts/#setting-the-field-validation-level */
  async apply(object: KubernetesObject, { dryRun, force }: ApplyOptions = {}) {
    const { apiVersion, kind, metadata } = object;
    const path = await this.#path({ apiVersion, kind, namespace: metadata.namespace ?? '', name: metadata.name });
    const query = new URLSearchParams({
      fieldManager: FIELD_MANAGER,
      fieldValidation: 'Strict',
      ...(dryRun === true ? { dryRun: 'All' } : {}),
      ...(force === true ? { force: 'true' } : {}),
    });
    const { body, serverTime } = await this.#client.call({
      method: 'PATCH',
      path: `${path}?${query}`,
      headers: { 'Content-Type': 'application/apply-patch+yaml' },
      // JSON is YAML, and every server reads it.
      body: JSON.stringify(object),
    });
    return { object: parse(body) as KubernetesObject, serverTime };
  }

  async patch(seen: Seen, change: Readonly<Record<string, unknown>>): Promise<KubernetesObject> {
    const { uid, resourceVersion } = seen;
    const query = new URLSearchParams({ fieldManager: PHASE_MANAGER, fieldValidation: 'Strict' });
    const { body } = await this.#client.call({
      method: 'PATCH',
      path: `${await this.#path(seen)}?${query}`,
      headers: { 'Content-Type': 'application/merge-patch+json' },
      body: JSON.stringify({ ...change, metadata: { ...metadataOf(change), uid, resourceVersion } }),
    });
    return parse(body) as KubernetesObject;
  }

  async delete(seen: Seen): Promise<void> {
    const { uid, resourceVersion } = seen;
    try {
      await this.#client.call({
        method: 'DELETE',
        path: await this.#path(seen),
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          apiVersion: 'v1',
          kind: 'DeleteOptions',
          preconditions: { uid, resourceVersion },
          propagationPolicy: 'Background',
        }),
      });
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) return;
      throw error;
    }
  }

  watch(selection: Selection, listener: (event: WatchEvent) => void, signal: AbortSignal): void {
    void this.#collection(selection).then(
      (path) =>
        follow({
          client: this.#client,
          list: () => this.list(selection),
          watchPath: (resourceVersion, seconds) =>
            `${path}?${new URLSearchParams({ ...selectors(selection), watch: '1', allowWatchBookmarks: 'true', resourceVersion, timeoutSeconds: String(seconds) })}`,
          listener,
          signal,
        }),
      (error: Error) => listener({ type: 'lost', reason: error.message }),
    );
  }

  async logs({ namespace, pod, container, previous, lines }: LogQuery): Promise<string | undefined> {
    const path = await this.#path({ apiVersion: 'v1', kind: 'Pod', namespace, name: pod });
    const query = new URLSearchParams({
      container,
      tailLines: String(lines),
      limitBytes: String(LOG_BYTES),
      previous: String(previous),
    });
    try {
      const { body } = await this.#client.call({ method: 'GET', path: `${path}/log?${query}` });
      // The kubelet's answer, with status 200, when it has thrown the log away.
      return body.startsWith('unable to retrieve container logs for ') ? undefined : body;
    } catch (error) {
      // 400: there was no such run, or the container has not started.
      if (error instanceof Refusal && (error.status === 400 || error.status === 404)) return undefined;
      throw error;
    }
  }

  async scopeOf(apiVersion: string, kind: string): Promise<'Namespaced' | 'Cluster' | undefined> {
    return (await this.#resources.find(apiVersion, kind))?.scope;
  }

  /** Ends kept-alive connections, so that the process can end. */
  close(): void {
    this.#client.connection.close();
  }

  /** A name selects within the collection, so that a missing object is an empty list and not an error. */
  #collection({ apiVersion, kind, namespace }: Selection): Promise<string> {
    return this.#path({ apiVersion, kind, namespace });
  }

  async #path({
    apiVersion,
    kind,
    namespace,
    name,
  }: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly namespace: string;
    readonly name?: string;
  }): Promise<string> {
    const resource = await this.#resources.find(apiVersion, kind);
    if (resource === undefined) throw new Refusal(404, 'NotFound', `The cluster knows no ${kind} in ${apiVersion}.`);
    const within = resource.scope === 'Namespaced' ? `/namespaces/${encodeURIComponent(namespace)}` : '';
    const object = name === undefined ? '' : `/${encodeURIComponent(name)}`;
    return `${rootOf(apiVersion)}${within}/${resource.plural}${object}`;
  }
}

const metadataOf = ({ metadata }: Readonly<Record<string, unknown>>): object =>
  typeof metadata === 'object' && metadata !== null ? metadata : {};

const selectors = ({ labels, name }: Selection): Record<string, string> => ({
  ...(labels === undefined
    ? {}
    : {
        labelSelector: Object.entries(labels)
          .map(([key, value]) => `${key}=${value}`)
          .join(','),
      }),
  ...(name === undefined ? {} : { fieldSelector: `metadata.name=${name}` }),
});
