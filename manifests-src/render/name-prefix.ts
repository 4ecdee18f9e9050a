import type { BuiltObject } from './built-object.ts';
import { BUILT_IN, type FieldSpec, type NameReference } from './name-reference.ts';

/** Kinds that a prefix is given to here. Fields of others name objects, too, and kustomize knows them. */
const KINDS = ['Deployment', 'HTTPRoute', 'Ingress', 'PodDisruptionBudget', 'Service', 'ServiceAccount'];

/** Puts a prefix before the names of objects, and wherever one of them names another one, by the fields that kustomize knows and those that it is told.
 *  @param where the kustomization that asks for it
 *  @throws for an object of a kind that this does not know */
export function withPrefix(
  objects: readonly BuiltObject[],
  prefix: string,
  { told, where }: { readonly told: readonly NameReference[]; readonly where: string },
): BuiltObject[] {
  const other = objects.find(({ kind }) => !KINDS.includes(kind));
  if (other !== undefined)
    throw new Error(
      `${where} gives a prefix to ${other.kind} "${other.metadata.name}", and which fields name one Sluice's own renderer does not know. Install kubectl: it renders every kustomization.`,
    );
  const references = [...BUILT_IN, ...told];
  const isRenamed = (kind: string, name: unknown, namespace: string | undefined): boolean =>
    objects.some((each) => each.kind === kind && each.metadata.name === name && each.metadata.namespace === namespace);
  return objects.map((object) => {
    const { metadata } = object;
    const fields = references.flatMap(({ kind, fieldSpecs }) =>
      fieldSpecs.filter((field) => isOf(field, object)).map(({ path }) => ({ kind, path: path.split('/') })),
    );
    let built: BuiltObject = { ...object, metadata: { ...metadata, name: `${prefix}${metadata.name}` } };
    for (const { kind, path } of fields) {
      const renamed = (name: string): string => (isRenamed(kind, name, metadata.namespace) ? `${prefix}${name}` : name);
      built = { ...built, ...changeAt(built, path, renamed) };
    }
    return built;
  });
}

const isOf = ({ kind, group, version }: FieldSpec, object: BuiltObject): boolean => {
  const [first = '', second] = object.apiVersion.split('/');
  const [ownGroup, ownVersion] = second === undefined ? ['', first] : [first, second];
  return kind === object.kind && (group ?? ownGroup) === ownGroup && (version ?? ownVersion) === ownVersion;
};

type Fields = Readonly<Record<string, unknown>>;

/** The fields with the texts at a path changed; a list on the way means each of its items. */
function changeAt(fields: object, [name = '', ...rest]: readonly string[], change: (text: string) => string): Fields {
  const own: Fields = { ...fields };
  return name in own ? { ...own, [name]: changed(own[name], rest, change) } : own;
}

function changed(value: unknown, rest: readonly string[], change: (text: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => changed(item, rest, change));
  if (rest.length === 0) return typeof value === 'string' ? change(value) : value;
  return typeof value === 'object' && value !== null ? changeAt(value, rest, change) : value;
}
