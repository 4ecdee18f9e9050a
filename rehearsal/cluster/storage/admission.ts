import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ResourceKey } from '../object-store.ts';
import type { Collections } from './collections.ts';
import { within } from './defaults/fields.ts';
import { nextClusterAddress } from './defaults/service.ts';
import { record } from './frozen.ts';
import { assertWithinLimitRanges, withLimitRangeDefaults } from './limit-range.ts';
import { assertNamespaceAccepts } from './namespaces.ts';
import { assertOneDefault, assertPriority, withPriority } from './priority.ts';
import { assertWithinQuota } from './quota.ts';
import type { ResourceType } from './resource-type.ts';
import { forbidden } from './status-errors.ts';

/** The admission controllers that a delivery meets, in the API server's order: first those that change a new object, then
 *  those that refuse it. https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/ */
export interface Admission {
  mutate(type: ResourceType, sent: KubernetesObject): KubernetesObject;
  /** @throws {StatusError} 403 or 404. */
  admit(type: ResourceType, object: KubernetesObject): KubernetesObject;
}

const SERVICE_ACCOUNTS: ResourceKey = { group: '', resource: 'serviceaccounts' };

export const createAdmission = (collections: Collections): Admission => ({
  mutate(type, sent) {
    if (isCore(type, 'pods')) return withPriority(collections, withLimitRangeDefaults(collections, sent));
    return isCore(type, 'services') ? withAddress(collections, type, sent) : sent;
  },
  admit(type, object) {
    if (type.kind === 'PriorityClass') assertOneDefault(collections, type, object);
    if (!type.namespaced) return object;
    const { namespace = '', name } = object.metadata;
    assertNamespaceAccepts(collections, type, namespace, name);
    if (isCore(type, 'pods')) {
      assertServiceAccount(collections, type, object);
      assertPriority(collections, type, object);
      assertWithinLimitRanges(collections, type, object);
    }
    assertWithinQuota(collections, type, object);
    return object;
  },
});

const isCore = (type: ResourceType, resource: string): boolean => type.group === '' && type.resource === resource;

const assertServiceAccount = (collections: Collections, type: ResourceType, pod: KubernetesObject): void => {
  const { namespace = '', name } = pod.metadata;
  const account = String(record(pod['spec'])['serviceAccountName']);
  if (collections.get(SERVICE_ACCOUNTS, namespace, account) === undefined)
    throw forbidden(
      type,
      name,
      `error looking up service account ${namespace}/${account}: serviceaccount "${account}" not found`,
    );
};

/** Gives a Service its address; headless Services and ExternalName have none. */
const withAddress = (collections: Collections, type: ResourceType, service: KubernetesObject): KubernetesObject =>
  within(service, 'spec', (spec) => {
    if (spec['clusterIP'] || spec['type'] === 'ExternalName') return spec;
    const address = nextClusterAddress(
      new Set(collections.all(type).map((other) => record(other['spec'])['clusterIP'])),
    );
    return { ...spec, clusterIP: address, clusterIPs: [address] };
  }) as KubernetesObject;
