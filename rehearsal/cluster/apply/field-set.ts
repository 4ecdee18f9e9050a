import { deepFreeze } from '../storage/frozen.ts';
import { compareElements, elementsOf, type FieldPath, fieldElement, joined, type PathElement } from './field-path.ts';
import { atomOf, fieldType } from './schema/schema.ts';
import type { TypeExpression } from './schema/type-expression.ts';

/** Which fields of an object somebody owns. */
export type FieldSet = ReadonlySet<FieldPath>;

export const isWithin = (path: FieldPath, parent: FieldPath): boolean =>
  path === parent || path.startsWith(joined(parent, ''));

/** The fields without those of a subtree. */
export const without = (set: FieldSet, parents: readonly FieldPath[]): FieldSet =>
  new Set([...set].filter((path) => !parents.some((parent) => isWithin(path, parent))));

/** Every place on the way to a member. */
export const waypoints = (set: FieldSet): ReadonlySet<FieldPath> => {
  const places = new Set<FieldPath>();
  for (const path of set) {
    let place = '';
    for (const element of elementsOf(path).slice(0, -1)) {
      place = joined(place, element);
      places.add(place);
    }
  }
  return places;
};

/** Adds the declared fields on the way to each member, so that taking a set away takes emptied structs too.
 *  Free map keys and list items are not added: their existence is owned by itself. */
export const withNamedFields = (set: FieldSet, type: TypeExpression): FieldSet => {
  const result = new Set(set);
  for (const path of set) {
    let place = '';
    let at: TypeExpression = type;
    for (const element of elementsOf(path).slice(0, -1)) {
      const atom = atomOf(at, element.startsWith('f:') ? {} : []);
      place = joined(place, element);
      if (atom.form === 'map') {
        const name = element.slice(2);
        if (atom.fields?.[name] !== undefined) result.add(place);
        at = fieldType(atom, name);
      } else {
        at = atom.form === 'list' ? atom.element : 'any';
      }
    }
  }
  return result;
};

type FieldsV1 = { [element: string]: FieldsV1 };

/** The same members, whatever their order. */
export const sameFields = (a: FieldSet, b: FieldSet): boolean =>
  a === b || (a.size === b.size && [...a].every((path) => b.has(path)));

/** The wire form: nested by step, a member with parts of its own marked by ".". A set has one, which nobody may change. */
export const toFieldsV1 = (set: FieldSet): Readonly<Record<string, unknown>> => {
  const known = wireForms.get(set) ?? deepFreeze(wireForm(set));
  wireForms.set(set, known);
  readForms.set(known, set);
  return known;
};

const wireForms = new WeakMap<FieldSet, FieldsV1>();
const readForms = new WeakMap<object, FieldSet>();

/** A place on the way to members, with what lies below it. */
interface Place {
  member: boolean;
  readonly below: Map<PathElement, Place>;
}

const wireForm = (set: FieldSet): FieldsV1 => {
  const root: Place = { member: false, below: new Map() };
  for (const path of set) {
    let place = root;
    for (const element of elementsOf(path)) {
      const next = place.below.get(element) ?? { member: false, below: new Map() };
      place.below.set(element, next);
      place = next;
    }
    if (place !== root) place.member = true;
  }
  return written(root);
};

const written = ({ member, below }: Place): FieldsV1 => {
  const fields: FieldsV1 = member && below.size > 0 ? { '.': {} } : {};
  for (const [element, place] of [...below].sort(([a], [b]) => compareElements(a, b))) fields[element] = written(place);
  return fields;
};

/** Reads the wire form. Unknown spellings of a step are kept as they are. One that can no longer change is read once. */
export const fromFieldsV1 = (fields: Readonly<Record<string, unknown>>): FieldSet => {
  if (!Object.isFrozen(fields)) return readWireForm(fields);
  const known = readForms.get(fields) ?? readWireForm(fields);
  readForms.set(fields, known);
  return known;
};

const readWireForm = (fields: Readonly<Record<string, unknown>>): FieldSet => {
  const set = new Set<FieldPath>();
  const visit = (node: Readonly<Record<string, unknown>>, place: FieldPath): void => {
    const entries = Object.entries(node);
    if (place !== '' && (entries.length === 0 || '.' in node)) set.add(place);
    for (const [element, child] of entries) {
      if (element !== '.') visit((child ?? {}) as Record<string, unknown>, joined(place, normalised(element)));
    }
  };
  visit(fields, '');
  return set;
};

// Clients may space or order the JSON of a key differently.
const normalised = (element: string): string => {
  if (!element.startsWith('k:')) return element;
  const keys = Object.entries(JSON.parse(element.slice(2)) as Record<string, unknown>);
  return `k:${JSON.stringify(Object.fromEntries(keys.sort(([a], [b]) => (a < b ? -1 : 1))))}`;
};

/** A set of paths from their field names: `fields(['metadata', 'name'])`. */
export const fieldPath = (names: readonly string[]): FieldPath => names.map(fieldElement).reduce(joined, '');
