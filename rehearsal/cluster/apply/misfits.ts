import type { KubernetesObject } from '../kubernetes-object.ts';
import { parseQuantity } from '../storage/quantity.ts';
import { atomOf, fieldType, typeOfKind } from './schema/schema.ts';
import type { TypeExpression } from './schema/type-expression.ts';

/** How a document differs from its kind: fields the kind does not have, values of a wrong type. */
export interface Misfits {
  /** The object without its unknown fields. */
  readonly cleaned: KubernetesObject;
  /** `spec.template.spec.containers[0].imagee` */
  readonly unknown: readonly string[];
  readonly mistyped: readonly string[];
}

interface Found {
  readonly unknown: string[];
  readonly mistyped: string[];
}

export const misfitsOf = (object: KubernetesObject): Misfits => {
  const found: Found = { unknown: [], mistyped: [] };
  const cleaned = visit(object, typeOfKind(object.apiVersion, object.kind), '', found) as KubernetesObject;
  return { cleaned, ...found };
};

const visit = (value: unknown, type: TypeExpression, path: string, found: Found, owner = ''): unknown => {
  if (value === undefined || value === null) return value;
  const atom = atomOf(type, value);
  if (atom.form === 'scalar') {
    const wanted = wantedGoType(value, type);
    if (wanted !== undefined) found.mistyped.push(misread(value, owner, path, wanted));
    else if (type === 'quantity' && parseQuantity(value) === undefined) found.mistyped.push(QUANTITY);
    return value;
  }
  if (atom.form === 'list') {
    if (Array.isArray(value))
      return value.map((item, index) => visit(item, atom.element, `${path}[${index}]`, found, owner));
    found.mistyped.push(misread(value, owner, path, 'list'));
    return value;
  }
  if (typeof value !== 'object' || Array.isArray(value)) {
    found.mistyped.push(misread(value, owner, path, atom.fields === undefined ? 'map' : 'struct'));
    return value;
  }
  const struct = typeof type === 'object' && 'ref' in type ? (type.ref.split('.').at(-1) ?? '') : owner;
  const fields = Object.entries(value).flatMap(([name, child]) => {
    const at = path === '' ? name : `${path}.${name}`;
    if (atom.fields === undefined || atom.fields[name] !== undefined)
      return [[name, visit(child, fieldType(atom, name), at, found, struct)] as const];
    found.unknown.push(at);
    return [];
  });
  return Object.fromEntries(fields);
};

const QUANTITY = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

const misread = (value: unknown, owner: string, path: string, wanted: string): string =>
  `json: cannot unmarshal ${jsonType(value)} into Go struct field ${owner}.${path.replaceAll(/\[\d+\]/g, '')} of type ${wanted}`;

const jsonType = (value: unknown): string => {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
};

const wantedGoType = (value: unknown, type: TypeExpression): string | undefined => {
  switch (type) {
    case 'string':
      return typeof value === 'string' ? undefined : 'string';
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'bool';
    case 'integer':
      return Number.isInteger(value) ? undefined : 'int32';
    case 'number':
      return typeof value === 'number' ? undefined : 'float64';
    case 'quantity':
      return typeof value === 'object' || typeof value === 'boolean' ? 'resource.Quantity' : undefined;
    case 'int-or-string':
      return typeof value === 'object' || typeof value === 'boolean' ? 'intstr.IntOrString' : undefined;
    default:
      return undefined;
  }
};
