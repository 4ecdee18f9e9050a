import type { KubernetesObject } from '../kubernetes-object.ts';
import { record } from '../storage/frozen.ts';
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
  const cleaned = visit(
    object,
    typeOfKind(object.apiVersion, object.kind),
    { path: '', goPath: '', owner: '' },
    found,
  ) as KubernetesObject;
  return { cleaned, unknown: found.unknown, mistyped: [...found.mistyped, ...undecodable(object)] };
};

/** Values that are to be bytes in base64 and are not; the schema calls them plain text. */
const undecodable = (object: KubernetesObject): readonly string[] => {
  const bytes = object.kind === 'Secret' ? object['data'] : object.kind === 'ConfigMap' ? object['binaryData'] : {};
  return Object.values(record(bytes)).flatMap((value) => {
    if (typeof value !== 'string') return [];
    const end = value.search(/[^A-Za-z0-9+/=]/);
    if (end >= 0) return [`illegal base64 data at input byte ${end}`];
    const left = value.length % 4;
    return left === 0 ? [] : [`illegal base64 data at input byte ${value.length - left}`];
  });
};

/** Where a value stands: for people with every key, for Go's decoder without indexes and without the keys of free maps. */
interface Place {
  readonly path: string;
  readonly goPath: string;
  /** The Go struct around it. */
  readonly owner: string;
}

const visit = (value: unknown, type: TypeExpression, place: Place, found: Found): unknown => {
  if (value === undefined || value === null) return value;
  const atom = atomOf(type, value);
  if (atom.form === 'scalar') {
    const wanted = wantedGoType(value, type);
    if (wanted !== undefined) found.mistyped.push(misread(value, place, wanted));
    else if (type === 'quantity' && parseQuantity(value) === undefined) found.mistyped.push(QUANTITY);
    return value;
  }
  if (atom.form === 'list') {
    if (Array.isArray(value))
      return value.map((item, index) =>
        visit(item, atom.element, { ...place, path: `${place.path}[${index}]` }, found),
      );
    found.mistyped.push(misread(value, place, goType(type)));
    return value;
  }
  if (typeof value !== 'object' || Array.isArray(value)) {
    found.mistyped.push(misread(value, place, goType(type)));
    return value;
  }
  const owner = typeof type === 'object' && 'ref' in type ? (type.ref.split('.').at(-1) ?? '') : place.owner;
  const fields = Object.entries(value).flatMap(([name, child]) => {
    const at: Place = {
      path: below(place.path, name),
      goPath: atom.fields === undefined ? place.goPath : below(place.goPath, name),
      owner,
    };
    if (atom.fields === undefined || atom.fields[name] !== undefined)
      return [[name, visit(child, fieldType(atom, name), at, found)] as const];
    found.unknown.push(at.path);
    return [];
  });
  return Object.fromEntries(fields);
};

const QUANTITY = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

const below = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

const misread = (value: unknown, { owner, goPath }: Place, wanted: string): string =>
  `json: cannot unmarshal ${jsonType(value)} into Go struct field ${owner}.${goPath} of type ${wanted}`;

/** A type as Go prints it: `v1.DeploymentSpec`, `[]v1.Container`, `map[string]string`. */
const goType = (type: TypeExpression): string => {
  if (typeof type === 'string') return type === 'any' ? 'map[string]interface {}' : (GO_SCALARS[type] ?? type);
  if ('ref' in type) return type.ref.split('.').slice(-2).join('.');
  return 'list' in type ? `[]${goType(type.list)}` : `map[string]${goType(type.map)}`;
};

const GO_SCALARS: Readonly<Record<string, string>> = {
  boolean: 'bool',
  integer: 'int32',
  number: 'float64',
  quantity: 'resource.Quantity',
  'int-or-string': 'intstr.IntOrString',
};

const jsonType = (value: unknown): string => {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
};

/** The Go type that a value does not fit, or `undefined` when it fits. */
const wantedGoType = (value: unknown, type: TypeExpression): string | undefined =>
  FITS[String(type)]?.(value) === false ? goType(type) : undefined;

const isPlain = (value: unknown): boolean => typeof value !== 'object' && typeof value !== 'boolean';

const FITS: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === 'number',
  quantity: isPlain,
  'int-or-string': isPlain,
};
