import type { Clock } from '../../engine/rollout/clock.ts';
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
} from '../../engine/rollout/cluster.ts';
import { FIELD_MANAGER, PHASE_MANAGER } from '../../engine/rollout/field-manager.ts';
import { recordAt } from '../../engine/rollout/object-parts.ts';
import { objectIn, type Page, pageIn } from './answers.ts';
import { ApiClient, parse } from './api-client.ts';
import { Connection } from './connection.ts';
import type { ClusterAccess } from './kube-config.ts';
import { follow } from './list-watch.ts';
import { Resources, rootOf } from './resources.ts';
import { SharedWatches } from './shared-watches.ts';

const PAGE = 500;
/** Of a log the last bytes count. The server's own limit is none of these: it cuts off the end.
 *  @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/kubelet/kuberuntime/logs/logs.go */
const LOG_BYTES = 16_384;
/** The kubelet's answers, with status 200, when it has thrown the log away, and while it does.
 *  @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/kubelet/kuberuntime/logs/logs.go */
const THROWN_AWAY = /^(unable to retrieve container logs for|failed to try resolving symlinks in path) /;

/** A Kubernetes API server over HTTP, with raw JSON: no field is dropped because a client does not know it. */
export class KubernetesCluster implements Cluster {
  readonly #client: ApiClient;
  readonly #resources: Resources;
  readonly #watches = new SharedWatches((selection, listener, signal) => this.#follow(selection, listener, signal));

  /** @param say tells people what is waited for and tried again */
  constructor(load: () => ClusterAccess, clock: Clock, random = Math.random, say: (line: string) => void = () => {}) {
    this.#client = new ApiClient(new Connection(load, clock), clock, random, say);
    this.#resources = new Resources(this.#client);
  }

  async get(reference: ObjectReference): Promise<KubernetesObject | undefined> {
    try {
      const { body } = await this.#client.call({ method: 'GET', path: await this.#path(reference) });
      return objectIn(parse(body), this.#client.connection.server);
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) return undefined;
      throw error;
    }
  }

  async list(selection: Selection): Promise<ObjectList> {
    return await this.#list(selection);
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
    return { object: objectIn(parse(body), this.#client.connection.server), serverTime };
  }

  async patch(
    seen: Seen,
    change: Readonly<Record<string, unknown>>,
    { dryRun }: Pick<ApplyOptions, 'dryRun'> = {},
  ): Promise<KubernetesObject> {
    const { uid, resourceVersion } = seen;
    const query = new URLSearchParams({
      fieldManager: PHASE_MANAGER,
      fieldValidation: 'Strict',
      ...(dryRun === true ? { dryRun: 'All' } : {}),
    });
    const { body } = await this.#client.call({
      method: 'PATCH',
      path: `${await this.#path(seen)}?${query}`,
      headers: { 'Content-Type': 'application/merge-patch+json' },
      body: JSON.stringify({ ...change, metadata: { ...metadataOf(change), uid, resourceVersion } }),
    });
    return objectIn(parse(body), this.#client.connection.server);
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

  /** Watches of one kind that begin together are one; whoever selects differently gets his part of it. */
  watch(selection: Selection, listener: (event: WatchEvent) => void, signal: AbortSignal): void {
    this.#watches.join(selection, listener, signal);
  }

  async logs({ namespace, pod, container, previous, lines }: LogQuery): Promise<string | undefined> {
    const path = await this.#path({ apiVersion: 'v1', kind: 'Pod', namespace, name: pod });
    const query = new URLSearchParams({
      container,
      tailLines: String(lines),
      previous: String(previous),
    });
    try {
      const { body } = await this.#client.call({
        method: 'GET',
        path: `${path}/log?${query}`,
        answer: { last: LOG_BYTES },
      });
      return THROWN_AWAY.test(body) ? undefined : body;
    } catch (error) {
      // 400: there was no such run, or the container has not started.
      if (error instanceof Refusal && (error.status === 400 || error.status === 404)) return undefined;
      throw error;
    }
  }

  async resourceOf(apiVersion: string, kind: string): Promise<Resource | undefined> {
    return await this.#resources.find(apiVersion, kind);
  }

  async ask(review: Parameters<Cluster['ask']>[0]): Promise<Record<string, unknown>> {
    const { apiVersion, kind } = review;
    const { body } = await this.#client.call({
      method: 'POST',
      path: await this.#path({ apiVersion, kind, namespace: '' }),
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(review),
    });
    return recordAt(parse(body)) ?? {};
  }

  async access(): Promise<Access> {
    return await this.#client.connection.access();
  }

  /** As its last answer tells: it is asked only before the first one, and a refusal is an answer. @throws {Unreachable} also when it
   *  does not accept our credentials */
  async serverTime(): Promise<string> {
    const known = this.#client.serverTime();
    if (known !== undefined) return known;
    try {
      return (await this.#client.call({ method: 'GET', path: '/api' })).serverTime;
    } catch (error) {
      const told = this.#client.serverTime();
      if (error instanceof Refusal && told !== undefined) return told;
      throw error;
    }
  }

  /** Ends kept-alive connections, so that the process can end. */
  close(): void {
    this.#client.connection.close();
  }

  async #list(selection: Selection, onTrouble?: (failure: Error) => void): Promise<ObjectList> {
    const path = await this.#collection(selection);
    const objects: KubernetesObject[] = [];
    for (let token = ''; ; ) {
      const query = new URLSearchParams({
        ...selectors(selection),
        limit: String(PAGE),
        ...(token ? { continue: token } : {}),
      });
      const page = await this.#page(`${path}?${query}`, token, onTrouble);
      if (page === 'expired') {
        objects.length = 0;
        token = '';
        continue;
      }
      // Items of a list come without their kind.
      for (const item of page.items) objects.push({ ...item, apiVersion: selection.apiVersion, kind: selection.kind });
      token = page.metadata.continue;
      if (token === '') return { resourceVersion: page.metadata.resourceVersion, objects };
    }
  }

  /** @returns `expired` when the pages before are too old to go on from: the list begins again.
   *  @see https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks */
  async #page(
    path: string,
    token: string,
    onTrouble: ((failure: Error) => void) | undefined,
  ): Promise<Page | 'expired'> {
    try {
      const { body } = await this.#client.call({ method: 'GET', path, ...(onTrouble ? { onTrouble } : {}) });
      return pageIn(parse(body));
    } catch (error) {
      if (error instanceof Refusal && error.status === 410 && token !== '') return 'expired';
      throw error;
    }
  }

  #follow(selection: Selection, listener: (event: WatchEvent) => void, signal: AbortSignal): void {
    void this.#collection(selection).then(
      (path) =>
        follow({
          client: this.#client,
          list: (onTrouble) => this.#list(selection, onTrouble),
          probePath: `${path}?${new URLSearchParams({ ...selectors(selection), limit: '1' })}`,
          watchPath: (resourceVersion, seconds) =>
            `${path}?${new URLSearchParams({ ...selectors(selection), watch: '1', allowWatchBookmarks: 'true', resourceVersion, timeoutSeconds: String(seconds) })}`,
          listener,
          signal,
        }),
      (error: Error) => listener({ type: 'lost', reason: error.message }),
    );
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
