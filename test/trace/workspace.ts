import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, Api, WatchEvent } from './api.ts';
import { type Json, type JsonObject, text } from './json.ts';

/** Collections that cases use, and where they are served. */
const PREFIXES = {
  configmaps: '/api/v1',
  controllerrevisions: '/apis/apps/v1',
  daemonsets: '/apis/apps/v1',
  deployments: '/apis/apps/v1',
  endpointslices: '/apis/discovery.k8s.io/v1',
  events: '/api/v1',
  horizontalpodautoscalers: '/apis/autoscaling/v2',
  jobs: '/apis/batch/v1',
  limitranges: '/api/v1',
  networkpolicies: '/apis/networking.k8s.io/v1',
  persistentvolumeclaims: '/api/v1',
  poddisruptionbudgets: '/apis/policy/v1',
  pods: '/api/v1',
  replicasets: '/apis/apps/v1',
  resourcequotas: '/api/v1',
  secrets: '/api/v1',
  serviceaccounts: '/api/v1',
  services: '/api/v1',
  statefulsets: '/apis/apps/v1',
} as const;

export type Resource = keyof typeof PREFIXES;
export type Query = Readonly<Record<string, string>>;

const MEDIA_TYPES = {
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
  strategic: 'application/strategic-merge-patch+json',
} as const;

/** Longest time that a case waits for one thing; a real namespace controller, when busy, needs a minute to look again. */
const PATIENCE_MILLISECONDS = 120_000;

/** One namespace of one cluster, empty at the start, for one case alone. Every method is one request. */
export interface Workspace {
  readonly api: Api;
  readonly namespace: string;
  path(resource: Resource, name?: string, subresource?: string): string;
  get(resource: Resource, name: string, subresource?: string, query?: Query): Promise<Answer>;
  list(resource: Resource, query?: Query): Promise<Answer>;
  create(resource: Resource, object: JsonObject, query?: Query): Promise<Answer>;
  /** PUT at the object's own name. */
  replace(resource: Resource, object: Json, subresource?: string, query?: Query): Promise<Answer>;
  patch(
    how: keyof typeof MEDIA_TYPES,
    resource: Resource,
    name: string,
    patch: Json,
    subresource?: string,
    query?: Query,
  ): Promise<Answer>;
  /** Server-side apply as this manager. */
  apply(manager: string, resource: Resource, object: JsonObject, query?: Query, subresource?: string): Promise<Answer>;
  delete(resource: Resource, name: string, options?: JsonObject): Promise<Answer>;
  watch(resource: Resource, query: Query): AsyncIterable<WatchEvent>;
  /** Reads again and again until it holds. @throws when patience ends, saying what was read last. */
  until<T extends Json | undefined>(what: string, read: () => Promise<T>, holds: (value: T) => boolean): Promise<T>;
}

export function workspace(api: Api, namespace: string, patience = PATIENCE_MILLISECONDS): Workspace {
  const path: Workspace['path'] = (resource, name, subresource) =>
    [PREFIXES[resource], 'namespaces', namespace, resource, name, subresource]
      .filter((part) => part !== undefined && part !== '')
      .join('/');
  return {
    api,
    namespace,
    path,
    get: (resource, name, subresource, query = {}) => api.request('GET', path(resource, name, subresource), { query }),
    list: (resource, query = {}) => api.request('GET', path(resource), { query }),
    create: (resource, body, query = {}) => api.request('POST', path(resource), { body, query }),
    replace: (resource, body, subresource, query = {}) =>
      api.request('PUT', path(resource, text(body, 'metadata', 'name'), subresource), { body, query }),
    patch: (how, resource, name, body, subresource, query = {}) =>
      api.request('PATCH', path(resource, name, subresource), { body, query, contentType: MEDIA_TYPES[how] }),
    apply: (fieldManager, resource, body, query = {}, subresource = undefined) =>
      api.request('PATCH', path(resource, text(body, 'metadata', 'name'), subresource), {
        body,
        query: { fieldManager, ...query },
        contentType: 'application/apply-patch+yaml',
      }),
    delete: (resource, name, options) =>
      api.request('DELETE', path(resource, name), options === undefined ? {} : { body: options }),
    watch: (resource, query) => api.watch(path(resource), query),
    async until(what, read, holds) {
      const start = performance.now();
      for (let wait = 5; ; wait = Math.min(wait * 1.5, 250)) {
        const value = await read();
        if (holds(value)) return value;
        if (performance.now() - start > patience)
          throw new Error(`Waited in vain for ${what}; last seen: ${JSON.stringify(value).slice(0, 600)}`);
        await pause(wait);
      }
    },
  };
}
