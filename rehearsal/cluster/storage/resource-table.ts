import type { ResourceKey } from '../object-store.ts';
import { groupVersion, type ResourceType, type Support } from './resource-type.ts';

interface Row {
  readonly kind: string;
  readonly resource: string;
  readonly support: Support;
  readonly short?: readonly string[];
  readonly cluster?: true;
  readonly status?: true;
  readonly scale?: true;
  readonly all?: true;
  readonly generation?: true;
}

const group = (name: string, version: string, rows: readonly Row[]): readonly ResourceType[] =>
  rows.map((row) => ({
    group: name,
    version,
    kind: row.kind,
    resource: row.resource,
    singular: row.kind.toLowerCase(),
    namespaced: row.cluster !== true,
    shortNames: row.short ?? [],
    categories: row.all === true ? ['all'] : [],
    hasStatus: row.status === true,
    hasScale: row.scale === true,
    hasGeneration: row.generation === true,
    support: row.support,
  }));

/** Every collection the rehearsal's API server knows. What is not here answers 404 as an unknown path does; what is here and
 *  cannot be done answers 501 by name. */
export const RESOURCE_TYPES: readonly ResourceType[] = [
  ...group('', 'v1', [
    { kind: 'ConfigMap', resource: 'configmaps', support: 'served', short: ['cm'] },
    { kind: 'Endpoints', resource: 'endpoints', support: 'served', short: ['ep'] },
    { kind: 'Event', resource: 'events', support: 'served', short: ['ev'] },
    { kind: 'LimitRange', resource: 'limitranges', support: 'served', short: ['limits'] },
    { kind: 'Namespace', resource: 'namespaces', support: 'served', short: ['ns'], cluster: true, status: true },
    { kind: 'Node', resource: 'nodes', support: 'served', short: ['no'], cluster: true, status: true },
    {
      kind: 'PersistentVolumeClaim',
      resource: 'persistentvolumeclaims',
      support: 'served',
      short: ['pvc'],
      status: true,
    },
    { kind: 'Pod', resource: 'pods', support: 'served', generation: true, short: ['po'], status: true, all: true },
    { kind: 'ResourceQuota', resource: 'resourcequotas', support: 'served', short: ['quota'], status: true },
    { kind: 'Secret', resource: 'secrets', support: 'served' },
    { kind: 'ServiceAccount', resource: 'serviceaccounts', support: 'served', short: ['sa'] },
    { kind: 'Service', resource: 'services', support: 'served', short: ['svc'], status: true, all: true },
  ]),
  ...group('apps', 'v1', [
    { kind: 'ControllerRevision', resource: 'controllerrevisions', support: 'served' },
    {
      kind: 'DaemonSet',
      resource: 'daemonsets',
      support: 'served',
      generation: true,
      short: ['ds'],
      status: true,
      all: true,
    },
    {
      kind: 'Deployment',
      resource: 'deployments',
      support: 'served',
      generation: true,
      short: ['deploy'],
      status: true,
      scale: true,
      all: true,
    },
    {
      kind: 'ReplicaSet',
      resource: 'replicasets',
      support: 'served',
      generation: true,
      short: ['rs'],
      status: true,
      scale: true,
      all: true,
    },
    {
      kind: 'StatefulSet',
      resource: 'statefulsets',
      support: 'served',
      generation: true,
      short: ['sts'],
      status: true,
      scale: true,
      all: true,
    },
  ]),
  ...group('authentication.k8s.io', 'v1', [
    { kind: 'SelfSubjectReview', resource: 'selfsubjectreviews', support: 'review', cluster: true },
    { kind: 'TokenReview', resource: 'tokenreviews', support: 'review', cluster: true },
  ]),
  ...group('authorization.k8s.io', 'v1', [
    { kind: 'LocalSubjectAccessReview', resource: 'localsubjectaccessreviews', support: 'review' },
    { kind: 'SelfSubjectAccessReview', resource: 'selfsubjectaccessreviews', support: 'review', cluster: true },
    { kind: 'SelfSubjectRulesReview', resource: 'selfsubjectrulesreviews', support: 'review', cluster: true },
    { kind: 'SubjectAccessReview', resource: 'subjectaccessreviews', support: 'review', cluster: true },
  ]),
  ...group('autoscaling', 'v2', [
    {
      kind: 'HorizontalPodAutoscaler',
      resource: 'horizontalpodautoscalers',
      support: 'inert',
      short: ['hpa'],
      status: true,
      all: true,
    },
  ]),
  ...group('batch', 'v1', [
    {
      kind: 'CronJob',
      resource: 'cronjobs',
      support: 'served',
      generation: true,
      short: ['cj'],
      status: true,
      all: true,
    },
    { kind: 'Job', resource: 'jobs', support: 'served', generation: true, status: true, all: true },
  ]),
  ...group('coordination.k8s.io', 'v1', [{ kind: 'Lease', resource: 'leases', support: 'served' }]),
  ...group('discovery.k8s.io', 'v1', [
    { kind: 'EndpointSlice', resource: 'endpointslices', support: 'served', generation: true },
  ]),
  ...group('gateway.networking.k8s.io', 'v1', [
    { kind: 'Gateway', resource: 'gateways', support: 'inert', generation: true, short: ['gtw'], status: true },
    { kind: 'HTTPRoute', resource: 'httproutes', support: 'inert', generation: true, status: true },
  ]),
  ...group('cert-manager.io', 'v1', [
    {
      kind: 'Certificate',
      resource: 'certificates',
      support: 'inert',
      generation: true,
      short: ['cert', 'certs'],
      status: true,
    },
    { kind: 'Issuer', resource: 'issuers', support: 'inert', generation: true, status: true },
  ]),
  ...group('external-secrets.io', 'v1', [
    {
      kind: 'ExternalSecret',
      resource: 'externalsecrets',
      support: 'inert',
      generation: true,
      short: ['es'],
      status: true,
    },
    { kind: 'SecretStore', resource: 'secretstores', support: 'inert', generation: true, short: ['ss'], status: true },
  ]),
  ...group('networking.gke.io', 'v1', [
    { kind: 'GCPBackendPolicy', resource: 'gcpbackendpolicies', support: 'inert', generation: true, status: true },
    { kind: 'GCPGatewayPolicy', resource: 'gcpgatewaypolicies', support: 'inert', generation: true, status: true },
    { kind: 'HealthCheckPolicy', resource: 'healthcheckpolicies', support: 'inert', generation: true, status: true },
  ]),
  ...group('networking.k8s.io', 'v1', [
    { kind: 'IngressClass', resource: 'ingressclasses', support: 'inert', generation: true, cluster: true },
    { kind: 'Ingress', resource: 'ingresses', support: 'inert', generation: true, short: ['ing'], status: true },
    { kind: 'NetworkPolicy', resource: 'networkpolicies', support: 'inert', generation: true, short: ['netpol'] },
  ]),
  ...group('policy', 'v1', [
    {
      kind: 'PodDisruptionBudget',
      resource: 'poddisruptionbudgets',
      support: 'inert',
      generation: true,
      short: ['pdb'],
      status: true,
    },
  ]),
  ...group('rbac.authorization.k8s.io', 'v1', [
    { kind: 'ClusterRoleBinding', resource: 'clusterrolebindings', support: 'inert', cluster: true },
    { kind: 'ClusterRole', resource: 'clusterroles', support: 'inert', cluster: true },
    { kind: 'RoleBinding', resource: 'rolebindings', support: 'inert' },
    { kind: 'Role', resource: 'roles', support: 'inert' },
  ]),
  ...group('scheduling.k8s.io', 'v1', [
    {
      kind: 'PriorityClass',
      resource: 'priorityclasses',
      support: 'served',
      generation: true,
      short: ['pc'],
      cluster: true,
    },
  ]),
];

const byKey = new Map(RESOURCE_TYPES.map((type) => [`${type.group}/${type.resource}`, type]));
const byKind = new Map(RESOURCE_TYPES.map((type) => [`${groupVersion(type)}/${type.kind}`, type]));

/** The collection of this name, or `undefined` when the server does not serve it. */
export const resourceType = (key: ResourceKey): ResourceType | undefined => byKey.get(`${key.group}/${key.resource}`);

/** The collection that objects of this `apiVersion` and `kind` live in. */
export const resourceTypeOfKind = (apiVersion: string, kind: string): ResourceType | undefined =>
  byKind.get(`${apiVersion}/${kind}`);

/** The collections by what `keyOf` says of them, in the order of the table. */
export const resourceTypesBy = (
  keyOf: (type: ResourceType) => string,
): ReadonlyMap<string, readonly ResourceType[]> => {
  const groups = new Map<string, ResourceType[]>();
  for (const type of RESOURCE_TYPES) groups.set(keyOf(type), [...(groups.get(keyOf(type)) ?? []), type]);
  return groups;
};
