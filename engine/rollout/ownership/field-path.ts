import { isRecord } from '../../../domain/shape/shape.ts';
import { recordAt } from '../object-parts.ts';

/** One step into an object, as `managedFields` spells it: `f:name`, `k:{"name":"api"}`, `v:"x"`, `i:0`.
 *  @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/#System */
export type FieldPath = readonly string[];

/** `FieldsV1`: nested by step; what has parts of its own is marked by ".". */
export interface Fields {
  readonly [step: string]: Fields;
}

export const textOf = (path: FieldPath): string => path.join('\u0000');

/** As the server keeps them. */
export const fieldsIn = (value: unknown): Fields =>
  Object.fromEntries(Object.entries(recordAt(value) ?? {}).map(([step, below]) => [step, fieldsIn(below)]));

export function pathsOf(fields: Fields, at: FieldPath = []): readonly FieldPath[] {
  const steps = Object.entries(fields);
  const own = at.length > 0 && (steps.length === 0 || '.' in fields) ? [at] : [];
  return [...own, ...steps.flatMap(([step, inner]) => (step === '.' ? [] : pathsOf(inner, [...at, step])))];
}

export function fieldsOf(paths: readonly FieldPath[]): Fields {
  const heads = new Map<string, FieldPath[]>();
  for (const [head, ...rest] of paths) if (head !== undefined) heads.set(head, [...(heads.get(head) ?? []), rest]);
  return Object.fromEntries(
    [...heads].map(([head, rests]) => {
      const inner = fieldsOf(rests);
      // A field that is owned itself and has parts, too.
      const marked = rests.some((rest) => rest.length === 0) && Object.keys(inner).length > 0;
      return [head, marked ? { '.': {}, ...inner } : inner];
    }),
  );
}

export const hasPath = (paths: readonly FieldPath[], path: FieldPath): boolean =>
  paths.some((one) => textOf(one) === textOf(path));

export const unique = (paths: readonly FieldPath[]): readonly FieldPath[] => [
  ...new Map(paths.map((path) => [textOf(path), path])).values(),
];

export const isWithin = (path: FieldPath, parent: FieldPath): boolean =>
  parent.every((step, index) => path[index] === step);

/** Those that tell the others: an item for all of its fields, but the items of a list and the keys of labels for the whole. */
export function telling(paths: readonly FieldPath[], object: unknown): readonly FieldPath[] {
  const many = (path: FieldPath): boolean =>
    (Array.isArray(valueAt(object, path)) || /^f:(labels|annotations)$/.test(path.at(-1) ?? '')) &&
    paths.some((other) => other.length > path.length && isWithin(other, path));
  const told = paths.filter((path) => !many(path));
  return told.filter((path) => !told.some((other) => other.length < path.length && isWithin(path, other)));
}

/** What a key of a list says where an item leaves it out. `managedFields` has it always.
 *  @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/#ServiceSpec */
const KEY_DEFAULTS: Readonly<Record<string, unknown>> = { protocol: 'TCP' };

/** Which member of a map or a list a step leads to; `undefined` where there is none. */
export function memberAt(value: unknown, step: string): string | number | undefined {
  const body = step.slice(2);
  if (step.startsWith('f:')) return isRecord(value) && value[body] !== undefined ? body : undefined;
  if (!Array.isArray(value)) return undefined;
  const index = step.startsWith('i:') ? Number(body) : value.findIndex((item) => isItem(item, step));
  return index >= 0 && index < value.length ? index : undefined;
}

function isItem(item: unknown, step: string): boolean {
  const said: unknown = JSON.parse(step.slice(2));
  if (step.startsWith('v:')) return JSON.stringify(item) === JSON.stringify(said);
  return (
    isRecord(said) &&
    isRecord(item) &&
    Object.entries(said).every(([key, value]) => (item[key] ?? KEY_DEFAULTS[key]) === value)
  );
}

/** What an object has there; `undefined` where it has nothing. */
export function valueAt(value: unknown, [step, ...rest]: FieldPath): unknown {
  if (step === undefined) return value;
  const member = memberAt(value, step);
  if (member === undefined) return undefined;
  return valueAt(Array.isArray(value) ? value[Number(member)] : isRecord(value) ? value[member] : undefined, rest);
}

/** As error texts of the server show it: `.spec.template.spec.containers[name="api"].image`. */
export const pathText = (path: FieldPath): string =>
  path
    .map((step) => {
      const body = step.slice(2);
      if (step.startsWith('f:')) return `.${body}`;
      if (!step.startsWith('k:')) return `[${step.startsWith('v:') ? '=' : ''}${body}]`;
      const keys = Object.entries(recordAt(JSON.parse(body)) ?? {});
      return `[${keys.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(',')}]`;
    })
    .join('');
