import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ResourceKey } from '../object-store.ts';
import type { Collections } from './collections.ts';
import { type Fields, within } from './defaults/fields.ts';
import { list, record } from './frozen.ts';
import { parseQuantity } from './quantity.ts';
import type { ResourceType } from './resource-type.ts';
import { forbidden } from './status-errors.ts';

const LIMIT_RANGES: ResourceKey = { group: '', resource: 'limitranges' };

const containerRules = (collections: Collections, namespace: string | undefined): readonly Fields[] =>
  collections
    .all(LIMIT_RANGES)
    .filter(({ metadata }) => metadata.namespace === namespace)
    .flatMap((range) => list(record(range['spec'])['limits']).map(record))
    .filter(({ type }) => type === 'Container');

/** A pod with the limits and requests that the namespace's LimitRanges give where it says nothing.
 *  https://kubernetes.io/docs/concepts/policy/limit-range/ */
export const withLimitRangeDefaults = (collections: Collections, pod: KubernetesObject): KubernetesObject => {
  const rules = containerRules(collections, pod.metadata.namespace);
  if (rules.length === 0) return pod;
  const fill = (container: Fields): Fields => {
    const resources = record(container['resources']);
    const limits = { ...Object.assign({}, ...rules.map((rule) => rule['default'])), ...record(resources['limits']) };
    const requests = {
      ...Object.assign({}, ...rules.map((rule) => rule['defaultRequest'])),
      ...record(resources['limits']),
      ...record(resources['requests']),
    };
    return {
      ...container,
      resources: { ...resources, ...nonEmpty('limits', limits), ...nonEmpty('requests', requests) },
    };
  };
  const told = ['containers', 'initContainers'].flatMap((field) =>
    list(record(pod['spec'])[field]).flatMap((container) => {
      const before = record(record(container)['resources']);
      const after = record(fill(record(container))['resources']);
      return ['request', 'limit'].flatMap((what) => {
        const given = Object.keys(record(before[`${what}s`]));
        // A request that follows from the container's own limit is no default of the range.
        const own = what === 'request' ? [...given, ...Object.keys(record(before['limits']))] : given;
        const set = Object.keys(record(after[`${what}s`])).filter((name) => !own.includes(name));
        return set.length === 0 ? [] : [`${set.sort().join(', ')} ${what} for container ${record(container)['name']}`];
      });
    }),
  );
  const annotations = {
    ...pod.metadata.annotations,
    'kubernetes.io/limit-ranger': `LimitRanger plugin set: ${told.join('; ')}`,
  };
  const noted = told.length === 0 ? pod : { ...pod, metadata: { ...pod.metadata, annotations } };
  return within(noted, 'spec', (spec) => ({
    ...spec,
    ...Object.fromEntries(
      ['containers', 'initContainers']
        .filter((field) => Array.isArray(spec[field]))
        .map((field) => [field, list(spec[field]).map((container) => fill(record(container)))]),
    ),
  })) as KubernetesObject;
};

const nonEmpty = (name: string, amounts: Fields): Fields =>
  Object.keys(amounts).length === 0 ? {} : { [name]: amounts };

/** @throws {StatusError} 403 when a container goes beyond the `min` or `max` of a LimitRange. */
export const assertWithinLimitRanges = (collections: Collections, type: ResourceType, pod: KubernetesObject): void => {
  const problems = containerRules(collections, pod.metadata.namespace).flatMap((rule) =>
    list(record(pod['spec'])['containers']).flatMap((container) => {
      const { limits, requests } = record(record(container)['resources']);
      return [
        ...beyond(record(rule['min']), record(requests), 'minimum', 'request', (amount, bound) => amount < bound),
        ...beyond(record(rule['max']), record(limits), 'maximum', 'limit', (amount, bound) => amount > bound),
      ];
    }),
  );
  if (problems.length === 1) throw forbidden(type, pod.metadata.name, problems[0] ?? '');
  if (problems.length > 1) throw forbidden(type, pod.metadata.name, `[${problems.join(', ')}]`);
};

const beyond = (
  bounds: Fields,
  amounts: Fields,
  edge: 'maximum' | 'minimum',
  what: 'limit' | 'request',
  isBeyond: (amount: bigint, bound: bigint) => boolean,
): readonly string[] =>
  Object.entries(bounds).flatMap(([name, bound]) => {
    const amount = parseQuantity(amounts[name])?.nano;
    const subject = `${edge} ${name} usage per Container is ${String(bound)}`;
    if (amount === undefined) return [`${subject}.  No ${what} is specified`];
    return isBeyond(amount, parseQuantity(bound)?.nano ?? 0n)
      ? [`${subject}, but ${what} is ${String(amounts[name])}`]
      : [];
  });
