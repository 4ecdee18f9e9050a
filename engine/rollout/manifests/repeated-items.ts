import type { Problem } from '../../../domain/problem.ts';
import { isRecord } from '../../../domain/shape/shape.ts';
import { type KubernetesObject, nameOf } from '../cluster.ts';
import { type Adapted, kept } from './adapted.ts';
import { withItems, withPodSpec } from './pod-spec.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Lists of a pod that server-side apply merges by a key, so that it takes each key once only, although a pod may have more.
 *  @see https://github.com/kubernetes/kubernetes/issues/113482 */
const KEYED: readonly {
  readonly list: string;
  readonly keyOf: (item: Fields) => string;
  readonly what: string;
}[] = [
  { list: 'env', keyOf: ({ name }) => String(name), what: 'environment variable' },
  {
    list: 'ports',
    keyOf: ({ containerPort, protocol = 'TCP' }) => `${containerPort}/${protocol}`,
    what: 'container port',
  },
];

/** Names that are there twice, as a container sees them: of environment variables the last one counts. What cannot be said in one entry
 *  is refused, because the API server would. */
export function withoutRepeatedItems(object: KubernetesObject, field: string): Adapted {
  const notes: string[] = [];
  const problems: Problem[] = [];
  const changed = withPodSpec(object, (spec, path) =>
    ['initContainers', 'containers'].reduce(
      (now, containers) =>
        withItems(now, containers, (container, index) => withEachOnce(container, `${path}.${containers}[${index}]`)),
      spec,
    ),
  );
  return { ...kept(changed, ...notes), problems };

  function withEachOnce(container: Fields, path: string): Fields {
    let changed = container;
    for (const { list, keyOf, what } of KEYED) {
      const items: unknown = container[list];
      if (Array.isArray(items) && items.every(isRecord))
        changed = { ...changed, [list]: once(items, { keyOf, what, list, at: `${path}.${list}` }) };
    }
    return changed;
  }

  function once(
    items: readonly Fields[],
    { keyOf, what, list, at }: Omit<(typeof KEYED)[number], 'list'> & { readonly list: string; readonly at: string },
  ): readonly Fields[] {
    const lastOf = new Map(items.map((item, index) => [keyOf(item), index]));
    const repeated = new Set(items.map(keyOf).filter((key, index) => lastOf.get(key) !== index));
    for (const key of repeated) {
      const all = items.filter((item) => keyOf(item) === key);
      if (list === 'env' ? isUsedBetween(items, key) : !all.every((item) => isSame(item, all[0])))
        problems.push({
          field: `${field}.${at}`,
          value: key,
          message:
            list === 'env'
              ? `The ${what} is set more than once and used in between, which server-side apply cannot write. Give the first one another name.`
              : `The ${what} is there ${all.length} times with other names or host ports, which server-side apply cannot write. Leave one.`,
        });
      else
        notes.push(
          `${nameOf(object)}: the ${what} ${key} is set ${all.length} times at ${at}; the last one counts, and only that is written.`,
        );
    }
    return items.filter((item, index) => lastOf.get(keyOf(item)) === index);
  }
}

/** `$(NAME)` in a value means what was set before it. */
function isUsedBetween(items: readonly Fields[], name: string): boolean {
  const first = items.findIndex((item) => item['name'] === name);
  const last = items.findLastIndex((item) => item['name'] === name);
  return items.slice(first + 1, last + 1).some(({ value }) => String(value ?? '').includes(`$(${name})`));
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
