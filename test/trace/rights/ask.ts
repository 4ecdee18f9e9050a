import type { Answer, Impersonated, RequestOptions } from '../api.ts';
import type { JsonObject } from '../json.ts';
import type { Workspace } from '../workspace.ts';
import { someone } from './identities.ts';
import type { Target, Triple, Verb } from './triples.ts';

/** What a target is, taken apart. */
interface Place {
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
}

const TARGET = /^([a-z0-9.-]*)\/([a-z]+)(?:\/([a-z]+))?(?:(@)([a-z-]*))?(?: (\S+))?$/;
/** Paths that the table asks about, among what looks like resources of the core group. */
const PATHS: ReadonlySet<string> = new Set(['/version', '/apis', '/api', '/openapi/v3', '/metrics', '/livez', '/logs']);

function placeOf(target: Target, namespace: string): Place | undefined {
  if (PATHS.has(target)) return undefined;
  const [, group = '', resource = '', subresource = '', elsewhere, named = '', name = ''] = TARGET.exec(target) ?? [];
  if (resource === '') throw new Error(`"${target}" is no target: group/resource/subresource@namespace name.`);
  return { group, resource, subresource, namespace: elsewhere === undefined ? namespace : named, name };
}

/** The access review that asks for a triple, sent as its identity. */
export function askReview(space: Workspace, [identity, verb, target]: Triple): Promise<Answer> {
  const place = placeOf(target, space.namespace);
  const asked = { verb: verb === 'apply' ? 'create' : verb };
  const spec: JsonObject =
    place === undefined
      ? { nonResourceAttributes: { ...asked, path: target } }
      : { resourceAttributes: { ...asked, ...place } };
  return space.api.request('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
    as: someone(identity, space.namespace),
    body: { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec },
  });
}

/** The request itself, sent as the identity, without an effect; `undefined` for what is no request of its own. */
export function askRequest(space: Workspace, [identity, verb, target]: Triple): Promise<Answer> | undefined {
  const place = placeOf(target, space.namespace);
  const as = someone(identity, space.namespace);
  if (place === undefined) return space.api.request('GET', target, { as, accept: '*/*' });
  const wire = WIRES[verb];
  if (wire === undefined) return undefined;
  return space.api.request(wire.method, pathOf(place), optionsOf(as, wire, place));
}

interface Wire {
  readonly method: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly contentType?: string;
}

const DRY = { dryRun: 'All' };
const WIRES: Readonly<Partial<Record<Verb, Wire>>> = {
  get: { method: 'GET' },
  list: { method: 'GET' },
  watch: { method: 'GET', query: { watch: 'true', timeoutSeconds: '1' } },
  create: { method: 'POST', query: DRY },
  update: { method: 'PUT', query: DRY },
  patch: { method: 'PATCH', query: DRY, contentType: 'application/merge-patch+json' },
  apply: { method: 'PATCH', query: { ...DRY, fieldManager: 'trace' }, contentType: 'application/apply-patch+yaml' },
  delete: { method: 'DELETE', query: DRY },
  deletecollection: { method: 'DELETE', query: DRY },
};

const optionsOf = (as: Impersonated, { method, query = {}, contentType }: Wire, place: Place): RequestOptions => ({
  as,
  query,
  ...(contentType === undefined ? {} : { contentType }),
  ...(['POST', 'PUT', 'PATCH'].includes(method) ? { body: bodyOf(place) } : {}),
});

const VERSIONS: Readonly<Record<string, string>> = { '': 'v1' };
const KINDS: Readonly<Record<string, string>> = {
  cronjobs: 'CronJob',
  deployments: 'Deployment',
  jobs: 'Job',
  services: 'Service',
  secrets: 'Secret',
  configmaps: 'ConfigMap',
};

/** Enough to be applied; what has another kind is refused for its content by whoever gets that far. */
const bodyOf = ({ group, resource, name }: Place): JsonObject => ({
  apiVersion: VERSIONS[group] ?? `${group}/v1`,
  kind: KINDS[resource] ?? 'Thing',
  metadata: { name: name === '' ? 'web' : name },
});

const pathOf = ({ group, resource, subresource, namespace, name }: Place): string =>
  [
    group === '' ? '/api/v1' : `/apis/${group}/v1`,
    ...(namespace === '' ? [] : ['namespaces', namespace]),
    resource,
    name,
    subresource,
  ]
    .filter((part) => part !== '')
    .join('/');
