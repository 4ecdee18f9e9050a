import { parseAllDocuments } from 'yaml';
import type { Delivery } from '../domain/delivery.ts';
import { API_KEY } from './administrator.ts';
import type { KubernetesObject } from './cluster/kubernetes-object.ts';

/** What an administrator creates once in a new cluster: the objects of the bootstrap texts, and a Secret where a service reads one.
 *  In an order in which they can be created. */
export function administratorObjects(
  { tiers, services }: Delivery,
  bootstrap: readonly string[],
): readonly KubernetesObject[] {
  const objects = bootstrap.flatMap((text) =>
    parseAllDocuments(text, { version: '1.1' }).flatMap((document) => {
      const object = document.toJS() as KubernetesObject | null;
      return object === null ? [] : [object];
    }),
  );
  const secrets = tiers.flatMap(({ namespace }) =>
    services.flatMap((service) =>
      service.secrets.map(({ secret, key, variable }) => ({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: secret, namespace },
        type: 'Opaque',
        data: { [key]: Buffer.from(variable === 'API_KEYS' ? `rehearsal=${API_KEY}` : API_KEY).toString('base64') },
      })),
    ),
  );
  return [...objects, ...secrets];
}
