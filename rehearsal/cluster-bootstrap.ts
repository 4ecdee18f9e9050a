import { parseAllDocuments } from 'yaml';
import type { Delivery } from '../domain/delivery.ts';
import { API_KEY } from './administrator.ts';
import type { KubernetesObject } from './cluster/kubernetes-object.ts';

/** What an administrator creates once in a new cluster, in an order in which it can be created: for each tier that runs there the
 *  objects of its bootstrap text, and a Secret where a service reads one.
 *  @throws for a tier without a text. */
export function administratorObjects(
  { tiers, services }: Pick<Delivery, 'tiers' | 'services'>,
  bootstrap: ReadonlyMap<string, string>,
): readonly KubernetesObject[] {
  const objects = tiers.flatMap(({ name }) => {
    const text = bootstrap.get(name);
    if (text === undefined) throw new Error(`Nothing says what an administrator applies once for tier "${name}".`);
    return parseAllDocuments(text, { version: '1.1' }).flatMap((document) => {
      const object = document.toJS() as KubernetesObject | null;
      return object === null ? [] : [object];
    });
  });
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
