import { readFileSync, writeFileSync } from 'node:fs';
import { RESOURCE_TYPES } from '../../storage/resource-table.ts';
import type { SchemaDocument, TypeExpression } from './type-expression.ts';

/* Writes kubernetes-types.json from the OpenAPI v2 document of a real API server:
 *   kubectl get --raw /openapi/v2 > openapi.json
 *   node rehearsal/cluster/apply/schema/from-openapi.ts openapi.json v1.36.3
 * Only the kinds that the rehearsal serves, and what they refer to. */

interface Property {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly items?: Property;
  readonly additionalProperties?: Property;
  readonly properties?: Readonly<Record<string, Property>>;
  readonly [extension: `x-kubernetes-${string}`]: unknown;
}
interface OpenApi {
  readonly definitions: Readonly<Record<string, Property>>;
}

/** Types that JSON writes as one value though the document gives them a name. */
const SCALARS: Readonly<Record<string, TypeExpression>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'quantity',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'int-or-string',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 'string',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 'string',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'any',
  'io.k8s.apimachinery.pkg.runtime.RawExtension': 'any',
};

const shortName = (reference: string): string =>
  reference.replace('#/definitions/', '').replace(/^io\.k8s\.(api|apimachinery\.pkg\.apis)\./, '');

const expression = (property: Property): TypeExpression => {
  const reference = property.$ref?.replace('#/definitions/', '');
  if (reference !== undefined)
    return SCALARS[reference] ?? { ref: shortName(reference), ...atomic(property['x-kubernetes-map-type']) };
  if (property.type === 'array') {
    const keys = property['x-kubernetes-list-map-keys'] as string[] | undefined;
    const merge = property['x-kubernetes-patch-merge-key'] as string | undefined;
    return {
      list: expression(property.items ?? {}),
      kind: (property['x-kubernetes-list-type'] as 'atomic' | 'set' | 'map' | undefined) ?? 'atomic',
      ...(keys === undefined ? {} : { keys }),
      ...(String(property['x-kubernetes-patch-strategy']).includes('merge') ? { patch: merge ?? '' } : {}),
    };
  }
  if (property.type === 'object')
    return property.additionalProperties === undefined
      ? 'any'
      : { map: expression(property.additionalProperties), ...atomic(property['x-kubernetes-map-type']) };
  if (property.type === 'string') return property.format === 'int-or-string' ? 'int-or-string' : 'string';
  if (property.type === 'integer' || property.type === 'number' || property.type === 'boolean') return property.type;
  return 'any';
};

const atomic = (mapType: unknown): { readonly atomic?: true } => (mapType === 'atomic' ? { atomic: true } : {});

const references = (type: TypeExpression): readonly string[] => {
  if (typeof type === 'string') return [];
  if ('ref' in type) return [type.ref];
  return references('list' in type ? type.list : type.map);
};

const [, , path, version] = process.argv;
if (path === undefined || version === undefined)
  throw new Error('Give an OpenAPI v2 document and its version: kubectl get --raw /openapi/v2 > openapi.json');
const document = JSON.parse(readFileSync(path, 'utf8')) as OpenApi;
const definitions = new Map(Object.entries(document.definitions).map(([name, type]) => [shortName(name), type]));
const kinds: Record<string, string> = {};
for (const { group, version, kind } of RESOURCE_TYPES) {
  const found = Object.entries(document.definitions).find(([, definition]) =>
    (
      definition['x-kubernetes-group-version-kind'] as { group: string; version: string; kind: string }[] | undefined
    )?.some((gvk) => gvk.group === group && gvk.version === version && gvk.kind === kind),
  );
  if (found !== undefined) kinds[`${group === '' ? '' : `${group}/`}${version}/${kind}`] = shortName(found[0]);
}
const types: Record<string, SchemaDocument['types'][string]> = {};
const wanted = [...Object.values(kinds)];
for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
  const definition = definitions.get(name);
  if (types[name] !== undefined || definition === undefined) continue;
  const fields = Object.fromEntries(
    Object.entries(definition.properties ?? {}).map(([field, property]) => [field, expression(property)]),
  );
  types[name] = { ...atomic(definition['x-kubernetes-map-type']), fields };
  wanted.push(...Object.values(fields).flatMap(references));
}
const sorted = Object.fromEntries(Object.entries(types).sort(([a], [b]) => (a < b ? -1 : 1)));
const output: SchemaDocument = { source: `OpenAPI v2 document of Kubernetes ${version}`, kinds, types: sorted };
writeFileSync(new URL('./kubernetes-types.json', import.meta.url), `${JSON.stringify(output, undefined, 1)}\n`);
