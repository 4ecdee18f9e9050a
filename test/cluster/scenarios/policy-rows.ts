import { selectorLabels } from '../../../manifests-src/object.ts';
import type { Call, Pod } from '../policies/reach.ts';

export const TIERS = { production: 'sluice-policy-production', staging: 'sluice-policy-staging' } as const;
/** Namespaces whose names policies say, as those of a GKE cluster. */
export const NEIGHBOURS = ['gke-gmp-system', 'ingress-nginx'] as const;

const API = ['tcp:8000', 'tcp:9090', 'tcp:443'];
const PAGE = ['tcp:8080', 'tcp:9090', 'tcp:443'];
const DNS = ['udp:53', 'tcp:53', 'tcp:8080', 'tcp:443'];

/** Whoever calls and is called, one pod each. */
export const PODS = {
  api: { namespace: TIERS.production, name: 'api', labels: selectorLabels('ai-agent-api'), serves: API },
  page: { namespace: TIERS.production, name: 'page', labels: selectorLabels('dashboard'), serves: PAGE },
  'a pod that nobody declared': { namespace: TIERS.production, name: 'stray', labels: { app: 'stray' }, serves: PAGE },
  'api of staging': { namespace: TIERS.staging, name: 'api', labels: selectorLabels('ai-agent-api'), serves: API },
  'page of staging': { namespace: TIERS.staging, name: 'page', labels: selectorLabels('dashboard'), serves: PAGE },
  'the checks of staging': {
    namespace: TIERS.staging,
    name: 'checks',
    labels: selectorLabels('checks-staging'),
    serves: PAGE,
  },
  'a collector': { namespace: 'gke-gmp-system', name: 'collector', labels: { app: 'collector' }, serves: PAGE },
  nginx: { namespace: 'ingress-nginx', name: 'controller', labels: { app: 'ingress-nginx' }, serves: PAGE },
  'the cluster’s resolver': {
    namespace: 'kube-system',
    name: 'sluice-resolver',
    labels: { 'k8s-app': 'kube-dns' },
    serves: DNS,
  },
  'another pod of the system': {
    namespace: 'kube-system',
    name: 'sluice-other',
    labels: { app: 'other' },
    serves: DNS,
  },
} as const satisfies Readonly<Record<string, Pod>>;

export type Place = keyof typeof PODS;

export interface Row extends Call<Place> {
  readonly passes: boolean;
}

const rows = (passes: boolean, calls: readonly (readonly [Row['from'], Row['to'], ...string[]])[]): readonly Row[] =>
  calls.flatMap(([from, to, ...ways]) => ways.map((by) => ({ from, to, by, passes })));

/** What holds whatever the edge is. */
const EVERYWHERE: readonly Row[] = [
  ...rows(true, [
    ['page', 'api', 'tcp:8000'],
    ['page of staging', 'api of staging', 'tcp:8000'],
    ['a collector', 'api', 'tcp:9090'],
    ['api', 'the cluster’s resolver', 'udp:53', 'tcp:53'],
    ['page', 'the cache of names on the node', 'udp:53', 'tcp:53'],
    ['page', 'the cache in place of the Service', 'udp:53', 'tcp:53'],
    ['page', 'the metadata server', 'udp:53', 'tcp:80'],
    ['api', 'the metadata server of older clusters', 'tcp:987', 'tcp:988'],
    ['api', 'somebody', 'tcp:443'],
    ['the checks of staging', 'api of staging', 'tcp:8000'],
    ['the checks of staging', 'page of staging', 'tcp:8080'],
    ['the checks of staging', 'the cluster’s resolver', 'udp:53', 'tcp:53'],
  ]),
  ...rows(false, [
    // What runs in a tier to check it has nothing to do elsewhere, and nobody has anything to do there.
    ['the checks of staging', 'somebody', 'tcp:443', 'tcp:80', 'udp:53'],
    ['the checks of staging', 'the metadata server', 'tcp:80'],
    ['the checks of staging', 'the metadata server of older clusters', 'tcp:988'],
    ['the checks of staging', 'api', 'tcp:8000'],
    ['the checks of staging', 'api of staging', 'tcp:9090', 'tcp:443'],
    ['page of staging', 'the checks of staging', 'tcp:8080'],
    ['the load balancer', 'the checks of staging', 'tcp:8080'],
    // Across tiers, and against the way that a service says it calls.
    ['page of staging', 'api', 'tcp:8000', 'tcp:443'],
    ['page of staging', 'page', 'tcp:8080'],
    ['page', 'api of staging', 'tcp:8000'],
    ['api', 'page', 'tcp:8080'],
    ['page', 'api', 'tcp:9090', 'tcp:443'],
    // Others of the cluster, by whatever port they have nothing to do with.
    ['a collector', 'api', 'tcp:8000'],
    ['a collector', 'page', 'tcp:8080'],
    ['another pod of the system', 'api', 'tcp:8000'],
    ['api', 'a collector', 'tcp:9090'],
    ['api', 'another pod of the system', 'udp:53', 'tcp:8080'],
    ['api', 'the cluster’s resolver', 'tcp:8080'],
    // To the outside, past what is allowed.
    ['api', 'somebody', 'tcp:80', 'tcp:22', 'tcp:8080', 'udp:53', 'tcp:53'],
    ['page', 'the metadata server', 'tcp:8080', 'tcp:988'],
    ['page', 'the cache in place of the Service', 'tcp:8080'],
    ['page', 'the metadata server of older clusters', 'tcp:80'],
    // From the outside.
    ['somebody', 'page', 'tcp:8080'],
    ['somebody', 'api', 'tcp:8000', 'tcp:9090'],
    // What no policy names is closed both ways.
    ['a pod that nobody declared', 'api', 'tcp:8000'],
    ['a pod that nobody declared', 'somebody', 'tcp:443', 'udp:53'],
    ['page', 'a pod that nobody declared', 'tcp:8080'],
    ['the load balancer', 'a pod that nobody declared', 'tcp:8080'],
  ]),
];

const googleCalls: Parameters<typeof rows>[1] = [
  ['the load balancer', 'page', 'tcp:8080'],
  ['its health checks', 'api', 'tcp:8000'],
];
const nginxCalls: Parameters<typeof rows>[1] = [
  ['nginx', 'page', 'tcp:8080'],
  ['nginx', 'api', 'tcp:8000'],
];

/** By edge: who brings users in, and that nobody else does. */
export const ROWS = {
  gateway: [
    ...EVERYWHERE,
    ...rows(true, googleCalls),
    ...rows(false, [...nginxCalls, ['the load balancer', 'api', 'tcp:9090']]),
  ],
  nginx: [...EVERYWHERE, ...rows(true, nginxCalls), ...rows(false, googleCalls)],
} as const satisfies Readonly<Record<string, readonly Row[]>>;
