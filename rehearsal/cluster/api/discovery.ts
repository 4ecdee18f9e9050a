import { resourceTypesBy } from '../storage/resource-table.ts';
import { groupVersion, type ResourceType } from '../storage/resource-type.ts';

const EVERY_VERB = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'] as const;
const VERBS: Readonly<Record<ResourceType['support'], readonly string[]>> = {
  served: EVERY_VERB,
  inert: EVERY_VERB,
  review: ['create'],
};

/** What may be done with a kind, in alphabetical order. Namespaces are deleted one by one only. */
const verbsOf = ({ kind, support }: ResourceType): readonly string[] =>
  VERBS[support].filter((verb) => kind !== 'Namespace' || verb !== 'deletecollection');

const byGroupVersion = resourceTypesBy(groupVersion);
const NAMED_GROUPS = [...byGroupVersion.values()].flatMap(([first]) =>
  first === undefined || first.group === '' ? [] : [first],
);

const group = ({ group: name, version }: ResourceType): Record<string, unknown> => {
  const only = { groupVersion: `${name}/${version}`, version };
  return { name, versions: [only], preferredVersion: only };
};

/** Whether a path lies below a group and version that is served, as `/apis/apps/v1/anything`. */
export const isServedGroupVersion = (pathname: string): boolean => {
  const [root, ...parts] = pathname.split('/').filter((part) => part !== '');
  if (root === 'api') return parts[0] === 'v1';
  return root === 'apis' && byGroupVersion.has(parts.slice(0, 2).join('/'));
};

interface Subresource {
  readonly name: string;
  readonly verbs: readonly string[];
  readonly kind?: { readonly group: string; readonly version: string; readonly kind: string };
}

const subresources = (type: ResourceType): readonly Subresource[] => [
  ...(type.hasStatus ? [{ name: 'status', verbs: ['get', 'patch', 'update'] }] : []),
  ...(type.hasScale
    ? [
        {
          name: 'scale',
          verbs: ['get', 'patch', 'update'],
          kind: { group: 'autoscaling', version: 'v1', kind: 'Scale' },
        },
      ]
    : []),
  ...(type.kind === 'Pod' ? [{ name: 'log', verbs: ['get'] }] : []),
  ...(type.kind === 'ServiceAccount'
    ? [
        {
          name: 'token',
          verbs: ['create'],
          kind: { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest' },
        },
      ]
    : []),
];

/** Discovery documents: which groups, which collections, which verbs. `undefined` for a path that is not discovery.
 *  https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api */
export const discovery = (pathname: string, accept: string): unknown => {
  const path = pathname.replace(/\/$/, '');
  if (path === '/api' || path === '/apis') {
    if (accept.includes('as=APIGroupDiscoveryList')) return aggregated(path === '/api' ? '' : undefined);
    return path === '/api'
      ? { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] }
      : { kind: 'APIGroupList', apiVersion: 'v1', groups: NAMED_GROUPS.map(group) };
  }
  const match = /^\/(?:api|apis\/([^/]+))(?:\/([^/]+))?$/.exec(path);
  if (match === null) return undefined;
  const [, name = '', version] = match;
  if (version === undefined) {
    const found = NAMED_GROUPS.find((type) => type.group === name);
    return found === undefined ? undefined : { kind: 'APIGroup', apiVersion: 'v1', ...group(found) };
  }
  const types = byGroupVersion.get(groupVersion({ group: name, version }));
  return types === undefined
    ? undefined
    : {
        kind: 'APIResourceList',
        apiVersion: 'v1',
        groupVersion: groupVersion({ group: name, version }),
        resources: types.flatMap(resources),
      };
};

const resources = (type: ResourceType): readonly unknown[] => [
  {
    name: type.resource,
    singularName: type.singular,
    namespaced: type.namespaced,
    kind: type.kind,
    verbs: verbsOf(type),
    ...(type.shortNames.length === 0 ? {} : { shortNames: type.shortNames }),
    ...(type.categories.length === 0 ? {} : { categories: type.categories }),
  },
  ...subresources(type).map(({ name, verbs, kind }) => ({
    name: `${type.resource}/${name}`,
    singularName: '',
    namespaced: type.namespaced,
    ...(kind ?? { kind: type.kind }),
    verbs,
  })),
];

const aggregated = (only: string | undefined): unknown => ({
  kind: 'APIGroupDiscoveryList',
  apiVersion: 'apidiscovery.k8s.io/v2',
  metadata: {},
  items: [...byGroupVersion.values()]
    .filter(([first]) => first !== undefined && (only === '') === (first.group === ''))
    .map((types) => ({
      metadata: { name: types[0]?.group ?? '', creationTimestamp: null },
      versions: [{ version: types[0]?.version, freshness: 'Current', resources: types.map(aggregatedResource) }],
    })),
});

const aggregatedResource = (type: ResourceType): unknown => {
  const kind = { group: type.group, version: type.version, kind: type.kind };
  return {
    resource: type.resource,
    responseKind: kind,
    scope: type.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: type.singular,
    verbs: verbsOf(type),
    ...(type.shortNames.length === 0 ? {} : { shortNames: type.shortNames }),
    ...(type.categories.length === 0 ? {} : { categories: type.categories }),
    subresources: subresources(type).map((sub) => ({
      subresource: sub.name,
      responseKind: sub.kind ?? kind,
      verbs: sub.verbs,
    })),
  };
};
