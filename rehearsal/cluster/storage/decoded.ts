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
  const type = isCustom(object.apiVersion?.split('/')[0] ?? '') ? 'any' : typeOfKind(object.apiVersion, object.kind);
  return (type === 'any' ? withoutNulls(object) : asGoWrites(object, type)) as KubernetesObject;
};

/** JSON of its own inside a type, as `fieldsV1`, is kept byte for byte, with its nulls. */
const asGoWrites = (value: unknown, type: TypeExpression): unknown => {
  if (typeof value !== 'object' || value === null || type === 'any' || plain.get(value) === type) return value;
  const written = writtenAs(value, type);
  if (written === value && Object.isFrozen(value)) plain.set(value, type);
  return written;
};

/** Frozen values that Go writes as they are; they are most of what is written. */
const plain = new WeakMap<object, TypeExpression>();

const writtenAs = (value: object, type: TypeExpression): unknown => {
  const atom = atomOf(type, value);
  if (Array.isArray(value) && atom.form === 'list') return itemsAs(value, (item) => asGoWrites(item, atom.element));
  if (Array.isArray(value) || atom.form !== 'map') return withoutNulls(value);
  const struct = typeof type === 'object' && 'ref' in type ? goFieldsOf(type.ref) : undefined;
  return fieldsAs(value, (child, name) => {
    if (child === null) return undefined;
    const written = asGoWrites(child, fieldType(atom, name));
    const field = struct?.get(name);
    if (field === undefined || !isZero(written, field)) return written;
    if (field.omit !== 'never') return undefined;
    return typeof written === 'object' ? null : written;
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
