import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resourceTypesBy } from '../../storage/resource-table.ts';
import { groupVersion } from '../../storage/resource-type.ts';

/** A schema of OpenAPI v3, as far as anybody here looks into it. */
export interface Schema {
  readonly 'x-kubernetes-group-version-kind'?: readonly Readonly<Record<'group' | 'version' | 'kind', string>>[];
  readonly [field: string]: unknown;
}
export type Schemas = Readonly<Record<string, Schema>>;

/** Names of the schemas that a part of a document refers to. */
export const referred = (part: unknown): readonly string[] => {
  if (Array.isArray(part)) return part.flatMap(referred);
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    key === '$ref' ? [String(value).replace('#/components/schemas/', '')] : referred(value),
  );
};

/** Some schemas and all that they refer to, by name in order. */
export const closure = (all: Schemas, names: readonly string[]): Schemas => {
  const found = new Map<string, Schema>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const schema = all[name];
    if (schema === undefined || found.has(name)) continue;
    found.set(name, schema);
    waiting.push(...referred(schema));
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** The schemas of every kind that the rehearsal serves and Kubernetes itself describes. */
export const schemasOf = (folder: string): Schemas => {
  const byGroup = resourceTypesBy(groupVersion);
  let all: Schemas = {};
  const wanted: string[] = [];
  for (const [version, types] of byGroup) {
    const file = join(folder, `${version === 'v1' ? 'api__v1' : `apis__${version.replace('/', '__')}`}_openapi.json`);
    // The Gateway API is not Kubernetes' own.
    if (!existsSync(file)) continue;
    const { components } = JSON.parse(readFileSync(file, 'utf8')) as {
      readonly components: { readonly schemas: Schemas };
    };
    all = { ...all, ...components.schemas };
    const kinds = new Set(types.map(({ kind }) => kind));
    wanted.push(
      ...Object.entries(components.schemas).flatMap(([name, schema]) =>
        schema['x-kubernetes-group-version-kind']?.some((one) => kinds.has(one.kind)) ? [name] : [],
      ),
    );
  }
  return closure(all, wanted);
};
