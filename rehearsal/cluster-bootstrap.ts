import { parseAllDocuments } from 'yaml';
import type { Delivery } from '../domain/delivery.ts';
import { secretsOf } from '../domain/environment.ts';
import type { Service } from '../domain/service.ts';
import type { Tier } from '../domain/tier.ts';
import { checksOf } from '../domain/tier-checks.ts';
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
  return [...objects, ...tiers.flatMap((tier) => secretObjects(tier, services))];
}

/** Each Secret once, with all that services, and checks inside the tier, read from it. */
function secretObjects(tier: Tier, services: readonly Service[]): readonly KubernetesObject[] {
  const { name, namespace } = tier;
  const data = new Map<string, Record<string, string>>();
  const read = [...services.flatMap((service) => secretsOf(service.secrets, name)), ...(checksOf(tier)?.secrets ?? [])];
  for (const { secret, key, variable } of read) {
    const value = variable === 'API_KEYS' ? `rehearsal=${API_KEY}` : API_KEY;
    data.set(secret, { ...data.get(secret), [key]: Buffer.from(value).toString('base64') });
  }
  return [...data].map(([secret, values]) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: secret, namespace },
    type: 'Opaque',
    data: values,
  }));
}
