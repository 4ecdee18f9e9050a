import { Refusal } from '../../engine/rollout/cluster.ts';
import type { ApiClient } from './api-client.ts';
import { parse } from './api-client.ts';

export interface Resource {
  /** Plural name in paths. */
  readonly plural: string;
  readonly scope: 'Namespaced' | 'Cluster';
}

/** Kinds that need no question to the server. */
const NAMESPACED: Readonly<Record<string, string>> = {
  'v1/ConfigMap': 'configmaps',
  'v1/Event': 'events',
  'v1/PersistentVolumeClaim': 'persistentvolumeclaims',
  'v1/Pod': 'pods',
  'v1/Secret': 'secrets',
  'v1/Service': 'services',
  'v1/ServiceAccount': 'serviceaccounts',
  'apps/v1/DaemonSet': 'daemonsets',
  'apps/v1/Deployment': 'deployments',
  'apps/v1/ReplicaSet': 'replicasets',
  'apps/v1/StatefulSet': 'statefulsets',
  'autoscaling/v2/HorizontalPodAutoscaler': 'horizontalpodautoscalers',
  'batch/v1/CronJob': 'cronjobs',
  'batch/v1/Job': 'jobs',
  'coordination.k8s.io/v1/Lease': 'leases',
  'discovery.k8s.io/v1/EndpointSlice': 'endpointslices',
  'gateway.networking.k8s.io/v1/Gateway': 'gateways',
  'gateway.networking.k8s.io/v1/HTTPRoute': 'httproutes',
  'networking.k8s.io/v1/Ingress': 'ingresses',
  'networking.k8s.io/v1/NetworkPolicy': 'networkpolicies',
  'policy/v1/PodDisruptionBudget': 'poddisruptionbudgets',
};
const CLUSTER: Readonly<Record<string, string>> = {
  'v1/Namespace': 'namespaces',
  'v1/Node': 'nodes',
  'v1/PersistentVolume': 'persistentvolumes',
  'apiextensions.k8s.io/v1/CustomResourceDefinition': 'customresourcedefinitions',
  'rbac.authorization.k8s.io/v1/ClusterRole': 'clusterroles',
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding': 'clusterrolebindings',
  'scheduling.k8s.io/v1/PriorityClass': 'priorityclasses',
  'storage.k8s.io/v1/StorageClass': 'storageclasses',
};

/** Which path a kind has: from the table, else asked once per group and version. */
export class Resources {
  readonly #client: ApiClient;
  readonly #asked = new Map<string, Promise<ReadonlyMap<string, Resource>>>();

  constructor(client: ApiClient) {
    this.#client = client;
  }

  /** @returns `undefined` when the server knows no such kind. */
  async find(apiVersion: string, kind: string): Promise<Resource | undefined> {
    const name = `${apiVersion}/${kind}`;
    const namespaced = NAMESPACED[name];
    if (namespaced !== undefined) return { plural: namespaced, scope: 'Namespaced' };
    const cluster = CLUSTER[name];
    if (cluster !== undefined) return { plural: cluster, scope: 'Cluster' };
    const asked = this.#asked.get(apiVersion) ?? this.#discover(apiVersion);
    this.#asked.set(apiVersion, asked);
    return (await asked).get(kind);
  }

  async #discover(apiVersion: string): Promise<ReadonlyMap<string, Resource>> {
    try {
      const { body } = await this.#client.call({ method: 'GET', path: rootOf(apiVersion) });
      const { resources = [] } = (parse(body) ?? {}) as {
        readonly resources?: readonly { readonly name: string; readonly kind: string; readonly namespaced: boolean }[];
      };
      return new Map(
        resources
          .filter(({ name }) => !name.includes('/'))
          .map(
            ({ name, kind, namespaced }) =>
              [kind, { plural: name, scope: namespaced ? 'Namespaced' : 'Cluster' }] as const,
          ),
      );
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) return new Map();
      this.#asked.delete(apiVersion);
      throw error;
    }
  }
}

/** @see https://kubernetes.io/docs/reference/using-api/#api-groups */
export const rootOf = (apiVersion: string): string =>
  apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
