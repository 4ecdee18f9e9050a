import type {
  ControllerRevision as KubernetesControllerRevision,
  DaemonSet as KubernetesDaemonSet,
  Deployment as KubernetesDeployment,
  ReplicaSet as KubernetesReplicaSet,
  StatefulSet as KubernetesStatefulSet,
} from 'kubernetes-types/apps/v1.d.ts';
import type { CronJob as KubernetesCronJob, Job as KubernetesJob } from 'kubernetes-types/batch/v1.d.ts';
import type {
  ConfigMap as KubernetesConfigMap,
  Event as KubernetesEvent,
  Node as KubernetesNode,
  PersistentVolumeClaim as KubernetesPersistentVolumeClaim,
  Pod as KubernetesPod,
  Secret as KubernetesSecret,
  Service as KubernetesService,
} from 'kubernetes-types/core/v1.d.ts';
import type { EndpointSlice as KubernetesEndpointSlice } from 'kubernetes-types/discovery/v1.d.ts';
import type { KubernetesObject, ObjectMeta } from '../kubernetes-object.ts';
import type { Deletion, ObjectStore, ResourceKey } from '../object-store.ts';

/** An object as the store hands it out: with metadata, and with the specification that validation asked for. */
export type Stored<T> = Omit<T, 'metadata' | 'spec'> & { readonly metadata: ObjectMeta } & (T extends {
    spec?: infer Spec;
  }
    ? { readonly spec: NonNullable<Spec> }
    : unknown);

export type Deployment = Stored<KubernetesDeployment>;
export type ReplicaSet = Stored<KubernetesReplicaSet>;
export type StatefulSet = Stored<KubernetesStatefulSet>;
export type DaemonSet = Stored<KubernetesDaemonSet>;
export type ControllerRevision = Stored<KubernetesControllerRevision>;
export type Job = Stored<KubernetesJob>;
export type CronJob = Stored<KubernetesCronJob>;
export type Pod = Stored<KubernetesPod>;
export type Service = Stored<KubernetesService>;
/** Without endpoints the list is null, as Go writes it. */
export type EndpointSlice = Omit<Stored<KubernetesEndpointSlice>, 'endpoints'> & {
  readonly endpoints: KubernetesEndpointSlice['endpoints'] | null;
};
export type Node = Stored<KubernetesNode>;
export type ConfigMap = Stored<KubernetesConfigMap>;
export type Secret = Stored<KubernetesSecret>;
export type Event = Stored<KubernetesEvent>;
export type PersistentVolumeClaim = Stored<KubernetesPersistentVolumeClaim>;

export const DEPLOYMENTS: ResourceKey = { group: 'apps', resource: 'deployments' };
export const REPLICA_SETS: ResourceKey = { group: 'apps', resource: 'replicasets' };
export const STATEFUL_SETS: ResourceKey = { group: 'apps', resource: 'statefulsets' };
export const DAEMON_SETS: ResourceKey = { group: 'apps', resource: 'daemonsets' };
export const CONTROLLER_REVISIONS: ResourceKey = { group: 'apps', resource: 'controllerrevisions' };
export const JOBS: ResourceKey = { group: 'batch', resource: 'jobs' };
export const CRON_JOBS: ResourceKey = { group: 'batch', resource: 'cronjobs' };
export const PODS: ResourceKey = { group: '', resource: 'pods' };
export const SERVICES: ResourceKey = { group: '', resource: 'services' };
export const ENDPOINT_SLICES: ResourceKey = { group: 'discovery.k8s.io', resource: 'endpointslices' };
export const NODES: ResourceKey = { group: '', resource: 'nodes' };
export const CONFIG_MAPS: ResourceKey = { group: '', resource: 'configmaps' };
export const SECRETS: ResourceKey = { group: '', resource: 'secrets' };
export const EVENTS: ResourceKey = { group: '', resource: 'events' };
export const PERSISTENT_VOLUME_CLAIMS: ResourceKey = { group: '', resource: 'persistentvolumeclaims' };

/** One collection of the store with the type of its objects: what controllers and the kubelet read and write. The only place
 *  where a stored object is taken for its Kubernetes type; the API's validation is what makes that true. */
export interface Resource<T> {
  /** An object of this collection as an event brings it. */
  typed(object: KubernetesObject): T;
  get(namespace: string, name: string): T | undefined;
  list(scope?: { readonly namespace?: string; readonly labels?: Readonly<Record<string, string>> }): readonly T[];
  create(object: T): T;
  update(object: T): T;
  updateStatus(object: T): T;
  delete(namespace: string, name: string, options?: Deletion): void;
}

export const resource = <T extends { readonly metadata: ObjectMeta }>(
  store: ObjectStore,
  key: ResourceKey,
): Resource<T> => {
  const typed = (object: KubernetesObject): T => object as unknown as T;
  const plain = (object: T): KubernetesObject => object as unknown as KubernetesObject;
  return {
    typed,
    get(namespace, name) {
      const found = store.get(key, namespace, name);
      return found === undefined ? undefined : typed(found);
    },
    list: (scope) => store.list(key, scope).map(typed),
    create: (object) => typed(store.create(key, plain(object))),
    update: (object) => typed(store.update(key, plain(object))),
    updateStatus: (object) => typed(store.update(key, plain(object), { subresource: 'status' })),
    delete: (namespace, name, options) => void store.delete(key, namespace, name, options),
  };
};

/** Whether two keys name the same collection. */
export const sameResource = (a: ResourceKey, b: ResourceKey): boolean =>
  a.group === b.group && a.resource === b.resource;
