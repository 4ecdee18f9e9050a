import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ResourceKey, StoreEvent } from '../object-store.ts';
import type { ClusterStore } from './cluster-store.ts';
import type { Collections } from './collections.ts';
import { record, sameJson } from './frozen.ts';
import { remainderConditions } from './namespace-conditions.ts';
import { forbidden, notFound } from './status-errors.ts';

const NAMESPACES: ResourceKey = { group: '', resource: 'namespaces' };
const SERVICE_ACCOUNTS: ResourceKey = { group: '', resource: 'serviceaccounts' };

/** Namespaces every cluster has from its first second. */
export const INITIAL_NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system'] as const;

/** @throws {StatusError} 404 when the namespace is missing, 403 when it is going away. */
export const assertNamespaceAccepts = (
  collections: Collections,
  key: ResourceKey,
  namespace: string,
  name: string,
): void => {
  const found = collections.get(NAMESPACES, '', namespace);
  if (found === undefined) throw notFound(NAMESPACES, namespace);
  if (isTerminating(found))
    throw forbidden(
      key,
      name,
      `unable to create new content in namespace ${namespace} because it is being terminated`,
      [
        {
          reason: 'NamespaceTerminating',
          message: `namespace ${namespace} is being terminated`,
          field: 'metadata.namespace',
        },
      ],
    );
};

/** What a cluster's own controllers do for a namespace: its default ServiceAccount, and its end once it is empty.
 *  https://kubernetes.io/docs/tasks/administer-cluster/namespaces/#deleting-a-namespace */
export const createNamespaceKeeper =
  (collections: Collections, store: ClusterStore): ((event: StoreEvent) => void) =>
  ({ type, key, object }) => {
    if (isNamespace(key)) {
      if (type === 'ADDED') createDefaultServiceAccount(store, object.metadata.name);
      if (type === 'MODIFIED' && isTerminating(object)) empty(collections, store, object.metadata.name);
    } else if (type === 'DELETED' && object.metadata.namespace !== undefined) {
      const namespace = collections.get(NAMESPACES, '', object.metadata.namespace);
      if (namespace !== undefined && isTerminating(namespace)) removeWhenEmpty(collections, object.metadata.namespace);
    }
  };

/** The namespace as a delete request leaves it: still there, refusing new content. */
export const terminating = (namespace: KubernetesObject, timestamp: string): KubernetesObject => ({
  ...namespace,
  metadata: { ...namespace.metadata, deletionTimestamp: timestamp },
  status: { ...record(namespace['status']), phase: 'Terminating' },
});

export const isNamespace = (key: ResourceKey): boolean => key.group === '' && key.resource === 'namespaces';

const isTerminating = (namespace: KubernetesObject): boolean => namespace.metadata.deletionTimestamp !== undefined;

const createDefaultServiceAccount = (store: ClusterStore, namespace: string): void => {
  if (store.get(SERVICE_ACCOUNTS, namespace, 'default') !== undefined) return;
  store.create(
    SERVICE_ACCOUNTS,
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace } },
    { manager: 'kube-controller-manager' },
  );
};

const contentOf = (collections: Collections, namespace: string): ReturnType<Collections['everything']> =>
  collections.everything().filter(({ object }) => object.metadata.namespace === namespace);

const empty = (collections: Collections, store: ClusterStore, namespace: string): void => {
  for (const { key, object } of contentOf(collections, namespace)) {
    const still = collections.get(key, namespace, object.metadata.name);
    if (still !== undefined && still.metadata.deletionTimestamp === undefined)
      store.delete(key, namespace, object.metadata.name, { propagationPolicy: 'Background' });
  }
  removeWhenEmpty(collections, namespace);
};

const removeWhenEmpty = (collections: Collections, name: string): void => {
  const namespace = collections.get(NAMESPACES, '', name);
  if (namespace === undefined) return;
  const left = contentOf(collections, name);
  if (left.length === 0) collections.remove(NAMESPACES, namespace);
  else noteWhatIsLeft(collections, namespace, left);
};

const noteWhatIsLeft = (
  collections: Collections,
  namespace: KubernetesObject,
  left: ReturnType<typeof contentOf>,
): void => {
  const status = record(namespace['status']);
  const conditions = remainderConditions(left, String(namespace.metadata.deletionTimestamp));
  if (!sameJson(status['conditions'], conditions))
    collections.put(NAMESPACES, { ...namespace, status: { ...status, conditions } });
};
