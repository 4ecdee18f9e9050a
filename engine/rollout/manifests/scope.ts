import { isRecord } from '../../../domain/shape/shape.ts';
import type { KubernetesObject, Resource } from '../cluster.ts';
import { knownResource } from '../known-kinds.ts';
import { kindKey, type Reading } from './reading.ts';

const DEFINITION = 'apiextensions.k8s.io/v1/CustomResourceDefinition';

export const isDefinition = (object: KubernetesObject): boolean => kindKey(object) === DEFINITION;

/** The kinds that a definition brings, and whether their objects lie in namespaces. */
export function kindsOf(definition: KubernetesObject): ReadonlyMap<string, Resource> {
  const { group, names, scope, versions } = isRecord(definition['spec']) ? definition['spec'] : {};
  if (!isDefinition(definition) || !isRecord(names) || !Array.isArray(versions)) return new Map();
  const resource: Resource = { plural: String(names['plural']), scope: scope === 'Cluster' ? 'Cluster' : 'Namespaced' };
  return new Map(
    versions.flatMap((version: unknown) =>
      isRecord(version) && version['served'] === true
        ? [[`${String(group)}/${String(version['name'])}/${String(names['kind'])}`, resource] as const]
        : [],
    ),
  );
}

/** Where an object lies: as Kubernetes itself says of its own kinds, else as a definition among the manifests says, else as the cluster
 *  says. `none`: nobody knows such a kind. `undefined`: nobody was asked. */
export function scopeOf(
  object: KubernetesObject,
  brought: ReadonlyMap<string, Resource>,
  { scopes }: Pick<Reading, 'scopes'>,
): Resource['scope'] | 'none' | undefined {
  const { apiVersion, kind } = object;
  return knownResource(apiVersion, kind)?.scope ?? brought.get(kindKey(object))?.scope ?? scopes.get(kindKey(object));
}
