import { sameJson } from '../storage/frozen.ts';
import { type FieldPath, fieldElement, itemElement, joined } from './field-path.ts';
import { type Atom, atomOf, fieldType } from './schema/schema.ts';
import type { TypeExpression } from './schema/type-expression.ts';

/** What changed between two states of an object, by field. */
export interface Comparison {
  readonly added: ReadonlySet<FieldPath>;
  readonly modified: ReadonlySet<FieldPath>;
  readonly removed: ReadonlySet<FieldPath>;
}

interface Collected {
  readonly added: Set<FieldPath>;
  readonly modified: Set<FieldPath>;
  readonly removed: Set<FieldPath>;
}

/** Compares field by field as the type says: an atomic part is one field, a keyed list is compared item by item. */
export const compare = (before: unknown, after: unknown, type: TypeExpression): Comparison => {
  const found: Collected = { added: new Set(), modified: new Set(), removed: new Set() };
  visit(before, after, type, '', found);
  return found;
};

const visit = (before: unknown, after: unknown, type: TypeExpression, path: FieldPath, found: Collected): void => {
  if (before === after && before !== undefined) return;
  const atom = atomOf(type, after ?? before);
  const parts =
    isLeaf(atom, before, after) || atomOf(type, before ?? after).form !== atom.form
      ? undefined
      : children(atom, before, after);
  if (parts === undefined) {
    if (before === undefined) found.added.add(path);
    else if (after === undefined) found.removed.add(path);
    else if (!sameJson(before, after)) found.modified.add(path);
    return;
  }
  for (const part of parts) visit(part.before, part.after, part.type, joined(path, part.element), found);
  if (before === undefined) found.added.add(path);
  else if (after === undefined) found.removed.add(path);
};

const isLeaf = (atom: Atom, before: unknown, after: unknown): boolean => {
  if (atom.form === 'scalar') return true;
  if (atom.form === 'map' ? atom.atomic : atom.kind === 'atomic') return true;
  return sizeOf(before) === 0 && sizeOf(after) === 0;
};

const sizeOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? Object.keys(value).length : value === undefined ? 0 : 1;

interface Part {
  readonly element: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly type: TypeExpression;
}

const children = (atom: Atom, before: unknown, after: unknown): readonly Part[] => {
  if (atom.form === 'scalar') return [];
  const [left, right] =
    atom.form === 'list'
      ? [itemsByElement(atom, before), itemsByElement(atom, after)]
      : [entries(before), entries(after)];
  return [...new Set([...left.keys(), ...right.keys()])].map((key) => ({
    element: atom.form === 'list' ? key : fieldElement(key),
    before: left.get(key),
    after: right.get(key),
    type: atom.form === 'list' ? atom.element : fieldType(atom, key),
  }));
};

const entries = (value: unknown): ReadonlyMap<string, unknown> =>
  new Map(
    typeof value === 'object' && value !== null ? Object.entries(value).filter(([, child]) => child !== undefined) : [],
  );

/** The items of a keyed list by their step; of two with the same key the first counts. */
const itemsByElement = (atom: Atom & { readonly form: 'list' }, value: unknown): ReadonlyMap<string, unknown> => {
  const items = new Map<string, unknown>();
  for (const item of Array.isArray(value) ? value : []) {
    const element = itemElement(atom, item);
    if (!items.has(element)) items.set(element, item);
  }
  return items;
};
