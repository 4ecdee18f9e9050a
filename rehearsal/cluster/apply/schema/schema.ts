import { readFileSync } from 'node:fs';
import { GATEWAY_TYPES } from './gateway-types.ts';
import type { SchemaDocument, TypeExpression } from './type-expression.ts';

/** How a value of one type is taken apart: as one value, entry by entry, or item by item. */
export type Atom =
  | { readonly form: 'scalar' }
  | {
      readonly form: 'map';
      readonly atomic: boolean;
      /** Declared fields; `undefined` for a map with free keys. */
      readonly fields: Readonly<Record<string, TypeExpression>> | undefined;
      readonly element: TypeExpression;
    }
  | {
      readonly form: 'list';
      readonly kind: 'atomic' | 'set' | 'map';
      readonly keys: readonly string[];
      readonly element: TypeExpression;
    };

const document = JSON.parse(
  readFileSync(new URL('./kubernetes-types.json', import.meta.url), 'utf8'),
) as SchemaDocument;
const types = { ...document.types, ...GATEWAY_TYPES.types };
const kinds = { ...document.kinds, ...GATEWAY_TYPES.kinds };

/** Everything described: the kinds of Kubernetes' own document and those of the Gateway API. */
export const kindTypes: Pick<SchemaDocument, 'kinds' | 'types'> = { kinds, types };

const SCALAR: Atom = { form: 'scalar' };
const UNTYPED_LIST: Atom = { form: 'list', kind: 'atomic', keys: [], element: 'any' };
const UNTYPED_MAP: Atom = { form: 'map', atomic: false, fields: undefined, element: 'any' };

/** The type of a kind's objects, or `any` for a kind without a description. */
export const typeOfKind = (apiVersion: string, kind: string): TypeExpression => {
  const name = kinds[`${apiVersion}/${kind}`];
  return name === undefined ? 'any' : referenceTo(name);
};

// One expression a type, so that what was taken apart once is known by it.
const references = new Map<string, TypeExpression>();
const referenceTo = (ref: string): TypeExpression => {
  const known = references.get(ref) ?? { ref };
  references.set(ref, known);
  return known;
};

/** Takes a type apart. What has no description is read off the value: maps are merged, lists replaced, as
 *  structured-merge-diff deduces them. */
export const atomOf = (type: TypeExpression, value: unknown): Atom => {
  if (type === 'any') {
    if (Array.isArray(value)) return UNTYPED_LIST;
    return typeof value === 'object' && value !== null ? UNTYPED_MAP : SCALAR;
  }
  if (typeof type === 'string') return SCALAR;
  const known = atoms.get(type) ?? describedAtom(type);
  atoms.set(type, known);
  return known;
};

const atoms = new WeakMap<object, Atom>();

const describedAtom = (type: Exclude<TypeExpression, string>): Atom => {
  if ('list' in type) return { form: 'list', kind: type.kind, keys: type.keys ?? [], element: type.list };
  if ('map' in type) return { form: 'map', atomic: type.atomic === true, fields: undefined, element: type.map };
  const struct = types[type.ref];
  if (struct === undefined) return UNTYPED_MAP;
  const atomic = type.atomic === true || struct.atomic === true;
  // A type without described fields (a JSON document of its own) is a map of anything.
  return Object.keys(struct.fields).length === 0
    ? { ...UNTYPED_MAP, atomic }
    : { form: 'map', atomic, fields: struct.fields, element: 'any' };
};

/** The type of one entry of a map or struct. */
export const fieldType = (atom: Atom & { readonly form: 'map' }, name: string): TypeExpression =>
  atom.fields?.[name] ?? atom.element;

/** Defaults of key fields: an item that leaves one out is still found. `+default` markers of k8s.io/api core/v1. */
export const KEY_DEFAULTS: Readonly<Record<string, unknown>> = { protocol: 'TCP' };
