import type { KubernetesObject } from '../kubernetes-object.ts';
import { list, record } from './frozen.ts';
import { parseQuantity, type Quantity, quantityText, sum } from './quantity.ts';
import { qualifiedResource, type ResourceType } from './resource-type.ts';

/** Amounts by resource name of a quota: `pods`, `requests.cpu`, `count/deployments.apps`. */
export type Usage = ReadonlyMap<string, Quantity>;

const ONE: Quantity = { nano: 1_000_000_000n, format: 'decimal' };

/** Kinds that a quota counts under their plain name. */
const COUNTED = ['services', 'configmaps', 'secrets', 'resourcequotas', 'persistentvolumeclaims'];

/** What one object takes of a quota. Ended pods take nothing.
 *  https://kubernetes.io/docs/concepts/policy/resource-quotas/ */
export const usageOf = (type: ResourceType, object: KubernetesObject): Usage => {
  const usage = new Map<string, Quantity>([[`count/${qualifiedResource(type)}`, ONE]]);
  if (type.group === '' && COUNTED.includes(type.resource)) usage.set(type.resource, ONE);
  if (type.group !== '' || type.resource !== 'pods') return usage;
  const phase = record(object['status'])['phase'];
  if (phase === 'Succeeded' || phase === 'Failed') return usage;
  usage.set('pods', ONE);
  for (const kind of ['requests', 'limits'] as const) {
    for (const name of ['cpu', 'memory', 'ephemeral-storage']) {
      const amount = podAmount(object, kind, name);
      usage.set(`${kind}.${name}`, amount);
      if (kind === 'requests') usage.set(name, amount);
    }
  }
  return usage;
};

/** A pod takes what its containers take together, or its largest init container if that is more. */
const podAmount = (pod: KubernetesObject, kind: 'requests' | 'limits', name: string): Quantity => {
  const spec = record(pod['spec']);
  const amountsOf = (field: string): readonly Quantity[] =>
    list(spec[field]).flatMap((container) => parseQuantity(amountOf(container, kind, name)) ?? []);
  const together = sum(amountsOf('containers'));
  return amountsOf('initContainers').reduce((most, amount) => (amount.nano > most.nano ? amount : most), together);
};

const amountOf = (container: unknown, kind: 'requests' | 'limits', name: string): unknown =>
  record(record(record(container)['resources'])[kind])[name];

/** Names of the containers that leave an amount open which a quota limits. */
export const containersWithout = (pod: KubernetesObject, resource: string): readonly string[] => {
  const [, prefix, name] = /^(?:(requests|limits)\.)?(cpu|memory)$/.exec(resource) ?? [];
  if (name === undefined) return [];
  const kind = prefix === 'limits' ? 'limits' : 'requests';
  return list(record(pod['spec'])['containers'])
    .filter((container) => amountOf(container, kind, name) === undefined)
    .map((container) => String(record(container)['name']));
};

export const usageText = (usage: Usage, names: readonly string[]): string =>
  names.map((name) => `${name}=${quantityText(usage.get(name) ?? { nano: 0n, format: 'decimal' })}`).join(',');

export const total = (usages: readonly Usage[], name: string): Quantity =>
  sum(usages.flatMap((usage) => usage.get(name) ?? []));
