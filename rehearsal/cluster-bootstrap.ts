import { parseAllDocuments } from 'yaml';
import type { Delivery } from '../domain/delivery.ts';
import { API_KEY } from './administrator.ts';
import type { KubernetesObject } from './cluster/kubernetes-object.ts';
import type { ObjectStore, ResourceKey } from './cluster/object-store.ts';

/** Does what an administrator does once: applies the generated `k8s/bootstrap` and puts a Secret where a service reads one. */
export function bootstrapCluster(
  store: ObjectStore,
  delivery: Delivery,
  bootstrapFiles: readonly string[],
  keyOf: (apiVersion: string, kind: string) => ResourceKey,
): void {
  for (const text of bootstrapFiles) {
    for (const document of parseAllDocuments(text, { version: '1.1' })) {
      const object = document.toJS() as KubernetesObject | null;
      if (object !== null) store.create(keyOf(object.apiVersion, object.kind), object);
    }
  }
  for (const { namespace } of delivery.tiers) {
    for (const { secrets } of delivery.services) {
      for (const { secret, key, variable } of secrets) {
        store.create(keyOf('v1', 'Secret'), {
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: { name: secret, namespace },
          type: 'Opaque',
          data: { [key]: Buffer.from(variable === 'API_KEYS' ? `rehearsal=${API_KEY}` : API_KEY).toString('base64') },
        });
      }
    }
  }
}
