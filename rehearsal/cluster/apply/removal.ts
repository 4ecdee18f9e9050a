import { type FieldPath, fieldElement, itemElement, joined } from './field-path.ts';
import { type FieldSet, waypoints } from './field-set.ts';
import { atomOf, fieldType } from './schema/schema.ts';
import type { TypeExpression } from './schema/type-expression.ts';

/** The value without the fields of a set. A map or list that is emptied by it goes too; what is not on the way to a removed
 *  field is the same value as before. */
export const remove = (value: unknown, set: FieldSet, type: TypeExpression): unknown =>
  set.size === 0 ? value : visit(value, type, '', { set, inner: waypoints(set) });

interface Removal {
  readonly set: FieldSet;
  readonly inner: ReadonlySet<FieldPath>;
}

const visit = (value: unknown, type: TypeExpression, path: FieldPath, removal: Removal): unknown => {
  const atom = atomOf(type, value);
  if (atom.form === 'scalar') return value;
  if (atom.form === 'map' ? atom.atomic : atom.kind === 'atomic') return undefined;
  if (atom.form === 'list') {
    const items = (Array.isArray(value) ? value : []).flatMap((item) => {
      const kept = part(item, atom.element, joined(path, itemElement(atom, item)), removal);
      return kept === undefined ? [] : [kept];
    });
    return items.length === 0 ? undefined : items;
  }
  const fields = Object.entries((value ?? {}) as Record<string, unknown>).flatMap(([name, child]) => {
    const kept = part(child, fieldType(atom, name), joined(path, fieldElement(name)), removal);
    return kept === undefined ? [] : [[name, kept] as const];
  });
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
};

const part = (value: unknown, type: TypeExpression, path: FieldPath, removal: Removal): unknown => {
  if (removal.set.has(path)) return undefined;
  return removal.inner.has(path) ? visit(value, type, path, removal) : value;
};
