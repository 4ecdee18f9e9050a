import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { kindTypes } from '../../apply/schema/schema.ts';
import type { TypeExpression } from '../../apply/schema/type-expression.ts';
import { resourceTypesBy } from '../../storage/resource-table.ts';
import { groupVersion, type ResourceType } from '../../storage/resource-type.ts';
import { closure, type Schema, type Schemas } from './specification.ts';

const rootOf = (type: ResourceType): string => (type.group === '' ? 'api/v1' : `apis/${groupVersion(type)}`);
const byRoot = resourceTypesBy(rootOf);

/** OpenAPI v3, as far as clients ask for it: which patches take `fieldValidation` and `dryRun`, and the types with their merge
 *  keys and descriptions. `undefined` for a path that is no OpenAPI document here (v2 is not served).
 *  https://kubernetes.io/docs/concepts/overview/kubernetes-api/#openapi-v3 */
export const openApi = (pathname: string): unknown => {
  if (pathname === '/openapi/v3')
    return {
      paths: Object.fromEntries([...byRoot.keys()].map((root) => [root, { serverRelativeURL: `/openapi/v3/${root}` }])),
    };
  const types = byRoot.get(pathname.replace(/^\/openapi\/v3\//, ''));
  if (types === undefined) return undefined;
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'v1.36.3' },
    paths: Object.fromEntries(types.map((type) => [pathOf(type), { patch: patchOperation(type) }])),
    components: { schemas: schemas(types) },
  };
};

const pathOf = (type: ResourceType): string =>
  `/${rootOf(type)}/${type.namespaced ? 'namespaces/{namespace}/' : ''}${type.resource}/{name}`;

const gvk = ({ group, version, kind }: ResourceType) => ({ group, version, kind });

const patchOperation = (type: ResourceType): unknown => ({
  parameters: ['dryRun', 'fieldManager', 'fieldValidation', 'force'].map((name) => ({
    name,
    in: 'query',
    schema: { type: name === 'force' ? 'boolean' : 'string', uniqueItems: true },
  })),
  responses: { '200': { description: 'OK' } },
  'x-kubernetes-action': 'patch',
  'x-kubernetes-group-version-kind': gvk(type),
});

let described: Schemas | undefined;

/** Kubernetes' own schemas, with every description; read when somebody asks. */
const builtIn = (): Schemas => {
  described ??= JSON.parse(
    gunzipSync(readFileSync(new URL('./schemas.json.gz', import.meta.url))).toString('utf8'),
  ) as Schemas;
  return described;
};

const isOf = (type: ResourceType, schema: Schema): boolean =>
  schema['x-kubernetes-group-version-kind']?.some(
    ({ group, version, kind }) => group === type.group && version === type.version && kind === type.kind,
  ) === true;

const schemas = (types: readonly ResourceType[]): Schemas => {
  const all = builtIn();
  const names = Object.keys(all).filter((name) => types.some((type) => isOf(type, all[name] ?? {})));
  return names.length > 0 ? closure(all, names) : customSchemas(types);
};

/** Schemas of custom resources, which nobody describes. */
const customSchemas = (types: readonly ResourceType[]): Schemas => {
  const written: Record<string, Schema> = {};
  const add = (name: string, extensions: Schema): void => {
    const fields = kindTypes.types[name]?.fields;
    if (written[fullName(name)] !== undefined || fields === undefined) return;
    written[fullName(name)] = {
      type: 'object',
      ...(Object.keys(fields).length === 0
        ? {}
        : {
            properties: Object.fromEntries(Object.entries(fields).map(([field, type]) => [field, schema(type, add)])),
          }),
      ...extensions,
    };
  };
  for (const type of types) {
    const name = kindTypes.kinds[`${groupVersion(type)}/${type.kind}`];
    if (name !== undefined) add(name, { 'x-kubernetes-group-version-kind': [gvk(type)] });
  }
  return written;
};

const fullName = (name: string): string =>
  `io.k8s.${name.startsWith('meta.') ? 'apimachinery.pkg.apis' : 'api'}.${name}`;

const schema = (type: TypeExpression, add: (name: string, extensions: Schema) => void): unknown => {
  if (type === 'any') return { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  if (type === 'quantity' || type === 'int-or-string') return { 'x-kubernetes-int-or-string': true };
  if (typeof type === 'string') return { type };
  if ('ref' in type) {
    add(type.ref, {});
    return { allOf: [{ $ref: `#/components/schemas/${fullName(type.ref)}` }] };
  }
  if ('map' in type) return { type: 'object', additionalProperties: schema(type.map, add) };
  return {
    type: 'array',
    items: schema(type.list, add),
    'x-kubernetes-list-type': type.kind,
    ...(type.keys === undefined ? {} : { 'x-kubernetes-list-map-keys': type.keys }),
    ...(type.patch === undefined ? {} : { 'x-kubernetes-patch-strategy': 'merge' }),
    ...(type.patch ? { 'x-kubernetes-patch-merge-key': type.patch } : {}),
  };
};
