import type { Atom } from './schema/schema.ts';
import { KEY_DEFAULTS } from './schema/schema.ts';

/** One step into an object, in the spelling of `FieldsV1`: `f:name`, `k:{"name":"api"}`, `v:"x"`.
 *  https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/#System */
export type PathElement = string;

/** Steps joined by a character that no JSON text holds unescaped; the root is ''. */
export type FieldPath = string;

const SEPARATOR = '\u0000';

export const fieldElement = (name: string): PathElement => `f:${name}`;

export const joined = (path: FieldPath, element: PathElement): FieldPath =>
  path === '' ? element : `${path}${SEPARATOR}${element}`;

export const elementsOf = (path: FieldPath): readonly PathElement[] => (path === '' ? [] : path.split(SEPARATOR));

/** The step to one item of a list that is merged item by item: its key fields, or for a set its value. */
export const itemElement = (atom: Atom & { readonly form: 'list' }, item: unknown): PathElement => {
  if (atom.kind === 'set') return `v:${JSON.stringify(item)}`;
  const fields = typeof item === 'object' && item !== null ? (item as Record<string, unknown>) : {};
  const keys = [...atom.keys].sort().flatMap((key) => {
    const value = fields[key] ?? KEY_DEFAULTS[key];
    return value === undefined ? [] : [[key, value]];
  });
  return `k:${JSON.stringify(Object.fromEntries(keys))}`;
};

/** The path as error texts show it: `.spec.template.spec.containers[name="api"].image`. */
export const pathText = (path: FieldPath): string => elementsOf(path).map(elementText).join('');

const elementText = (element: PathElement): string => {
  const body = element.slice(2);
  if (element.startsWith('f:')) return `.${body}`;
  if (element.startsWith('v:')) return `[=${body}]`;
  const keys = Object.entries(JSON.parse(body) as Record<string, unknown>);
  return `[${keys.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(',')}]`;
};

const RANK: Readonly<Record<string, number>> = { f: 0, k: 1, v: 2, i: 3 };

/** Order of steps: fields by name, then items by key, then values. */
export const compareElements = (a: PathElement, b: PathElement): number => {
  const rank = (RANK[a.charAt(0)] ?? 4) - (RANK[b.charAt(0)] ?? 4);
  if (rank !== 0) return rank;
  return a < b ? -1 : Number(a > b);
};

/** Order of paths: step by step, what contains another first. */
export const comparePaths = (a: FieldPath, b: FieldPath): number => {
  const [ours, theirs] = [elementsOf(a), elementsOf(b)];
  const at = ours.findIndex((element, index) => element !== theirs[index]);
  if (at < 0) return ours.length - theirs.length;
  const [one, other] = [ours[at] ?? '', theirs[at]];
  return other === undefined ? 1 : compareElements(one, other);
};
