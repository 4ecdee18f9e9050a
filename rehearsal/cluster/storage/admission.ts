import type { KubernetesObject } from '../kubernetes-object.ts';
import type { Collections } from './collections.ts';
import { assertNamespaceAccepts } from './namespaces.ts';
import { assertWithinQuota } from './quota.ts';
import type { ResourceType } from './resource-type.ts';

/** The admission controllers that a delivery meets, in the API server's order: first those that change a new object, then
 *  those that refuse it. https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/ */
export interface Admission {
  mutate(type: ResourceType, sent: KubernetesObject): KubernetesObject;
  /** @throws {StatusError} 403 or 404. */
  admit(type: ResourceType, object: KubernetesObject): KubernetesObject;
}

export const createAdmission = (collections: Collections): Admission => ({
  mutate: (_type, sent) => sent,
  admit(type, object) {
    if (type.namespaced) {
      const { namespace = '', name } = object.metadata;
      assertNamespaceAccepts(collections, type, namespace, name);
      assertWithinQuota(collections, type, object);
    }
    return object;
  },
});
