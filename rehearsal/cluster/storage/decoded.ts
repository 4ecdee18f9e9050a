import { atomOf, fieldType, typeOfKind } from '../apply/schema/schema.ts';
import type { TypeExpression } from '../apply/schema/type-expression.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { goFieldsOf } from '../protobuf/go-fields.ts';
import type { Field } from '../protobuf/message-table.ts';
import { fieldsAs, itemsAs, withoutNulls } from './frozen.ts';
import { isCustom } from './resource-type.ts';

/** An object as Go's decoding and encoding leave it: plain values that JSON omits when they are empty are gone, those behind a
 *  pointer stay, lists that are always written are null when nothing is in them. All of a custom resource stays, which no Go
 *  type knows. */
export const decoded = (object: KubernetesObject): KubernetesObject => {
  const clean = withoutNulls(object) as KubernetesObject;
  if (isCustom(clean.apiVersion?.split('/')[0] ?? '')) return clean;
  return asGoWrites(clean, typeOfKind(clean.apiVersion, clean.kind)) as KubernetesObject;
};

const asGoWrites = (value: unknown, type: TypeExpression): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  const atom = atomOf(type, value);
  if (Array.isArray(value))
    return atom.form === 'list' ? itemsAs(value, (item) => asGoWrites(item, atom.element)) : value;
  if (atom.form !== 'map') return value;
  const struct = typeof type === 'object' && 'ref' in type ? goFieldsOf(type.ref) : undefined;
  return fieldsAs(value, (child, name) => {
    const field = struct?.get(name);
    if (field === undefined || !isZero(child, field)) return asGoWrites(child, fieldType(atom, name));
    if (field.omit !== 'never') return undefined;
    return typeof child === 'object' ? null : child;
  });
};

/** What `encoding/json` calls empty. A pointer that is there never is, nor is a struct. */
const isZero = (value: unknown, { form, type }: Field): boolean => {
  switch (form) {
    case 'pointer':
      return false;
    case 'list':
    case 'map':
      return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
    case 'one':
      return SCALARS.has(type) && (value === '' || value === 0 || value === false);
  }
};

const SCALARS: ReadonlySet<string> = new Set(['bool', 'bytes', 'double', 'int32', 'int64', 'string']);
