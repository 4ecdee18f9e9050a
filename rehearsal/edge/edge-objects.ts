import {
  BACKEND_POLICIES,
  CERTIFICATES,
  GATEWAYS,
  INGRESSES,
  ROUTES,
} from '../cluster/controllers/gateway/edge-collections.ts';
import { isRehearsed } from '../cluster/controllers/gateway/edge-status.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import type { ResourceKey } from '../cluster/object-store.ts';
import { record } from '../cluster/storage/frozen.ts';

/** What of a namespace decides where its edge leads, as the cluster has it now. */
export interface EdgeObjects {
  readonly gateways: readonly KubernetesObject[];
  readonly routes: readonly KubernetesObject[];
  readonly backendPolicies: readonly KubernetesObject[];
  readonly ingresses: readonly KubernetesObject[];
  readonly certificates: readonly KubernetesObject[];
}

/** @param all the objects of a collection that are in the namespace */
export const edgeObjects = (all: (key: ResourceKey) => readonly KubernetesObject[]): EdgeObjects => ({
  gateways: all(GATEWAYS),
  routes: all(ROUTES),
  backendPolicies: all(BACKEND_POLICIES),
  ingresses: all(INGRESSES),
  certificates: all(CERTIFICATES),
});

/** The Gateway of a namespace; `undefined` where there is none of the class that is rehearsed. */
export const gatewayOf = ({ gateways }: Pick<EdgeObjects, 'gateways'>): KubernetesObject | undefined =>
  gateways.find(isRehearsed);

export const specOf = (object: KubernetesObject): Readonly<Record<string, unknown>> => record(object['spec']);
