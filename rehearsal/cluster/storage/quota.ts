import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ResourceKey } from '../object-store.ts';
import type { Collections } from './collections.ts';
import { record } from './frozen.ts';
import { parseQuantity } from './quantity.ts';
import { containersWithout, total, type Usage, usageOf, usageText } from './quota-usage.ts';
import { RESOURCE_TYPES } from './resource-table.ts';
import type { ResourceType } from './resource-type.ts';
import { forbidden } from './status-errors.ts';

export const QUOTAS: ResourceKey = { group: '', resource: 'resourcequotas' };

const NOTHING: Usage = new Map();

/** The limits of a quota. */
export const hardLimits = (quota: KubernetesObject): Usage =>
  new Map(
    Object.entries(record(record(quota['spec'])['hard'])).flatMap(([name, value]) => {
      const quantity = parseQuantity(value);
      return quantity === undefined ? [] : [[name, quantity] as const];
    }),
  );

/** What a namespace uses of the given names. */
export const namespaceUsage = (collections: Collections, namespace: string, names: readonly string[]): Usage => {
  const usages = RESOURCE_TYPES.flatMap((type) =>
    collections
      .all(type)
      .filter(({ metadata }) => metadata.namespace === namespace)
      .map((object) => usageOf(type, object)),
  );
  return new Map(names.map((name) => [name, total(usages, name)]));
};

/** Refuses a new object that would go beyond a quota of its namespace. Scopes of quotas are not simulated: a scoped quota
 *  counts everything.
 *  @throws {StatusError} 403 with the quota admission's text. */
export const assertWithinQuota = (collections: Collections, type: ResourceType, object: KubernetesObject): void => {
  const { namespace = '', name } = object.metadata;
  const requested = usageOf(type, object);
  for (const quota of collections.all(QUOTAS).filter(({ metadata }) => metadata.namespace === namespace)) {
    const hard = hardLimits(quota);
    const names = [...hard.keys()].filter((limited) => requested.has(limited)).sort();
    const open = type.resource === 'pods' ? unspecified(object, names) : [];
    if (open.length > 0)
      throw forbidden(type, name, `failed quota: ${quota.metadata.name}: must specify ${open.join('; ')}`);
    const used = names.length === 0 ? NOTHING : namespaceUsage(collections, namespace, names);
    const exceeded = names.filter((limited) => {
      const wanted = requested.get(limited)?.nano ?? 0n;
      return wanted > 0n && (used.get(limited)?.nano ?? 0n) + wanted > (hard.get(limited)?.nano ?? 0n);
    });
    if (exceeded.length > 0)
      throw forbidden(
        type,
        name,
        `exceeded quota: ${quota.metadata.name}, requested: ${usageText(requested, exceeded)}, ` +
          `used: ${usageText(used, exceeded)}, limited: ${usageText(hard, exceeded)}`,
      );
  }
};

const unspecified = (pod: KubernetesObject, names: readonly string[]): readonly string[] =>
  names.flatMap((limited) => {
    const containers = containersWithout(pod, limited);
    return containers.length === 0 ? [] : [`${limited} for: ${containers.join(',')}`];
  });
