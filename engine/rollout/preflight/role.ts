import { InvalidInput } from '../../../domain/problem.ts';
import type { Strategy } from '../../../domain/strategy.ts';
import type { KubernetesObject } from '../cluster.ts';
import { knownResource } from '../known-kinds.ts';
import { type PolicyRule, rightsFor, rulesFor } from './rights.ts';

/** A Role, as it is applied. */
export interface Role extends KubernetesObject {
  readonly rules: readonly PolicyRule[];
}

/** The least Role that rolls these objects out and back in their namespace: no Secrets, nothing of the whole cluster.
 *  @throws {InvalidInput} for kinds whose name in rights only a server knows, all at once. */
export function minimumRole(
  objects: readonly KubernetesObject[],
  {
    name,
    namespace,
    strategy = 'rolling',
  }: { readonly name: string; readonly namespace: string; readonly strategy?: Strategy['kind'] },
): Role {
  const unknown = objects.filter(({ apiVersion, kind }) => knownResource(apiVersion, kind)?.scope !== 'Namespaced');
  if (unknown.length > 0)
    throw new InvalidInput(
      'The manifests',
      unknown.map(({ apiVersion, kind, metadata }) => ({
        field: `${kind}/${metadata.name}`,
        value: apiVersion,
        message: 'What this kind is called in a Role is not known here. Leave it out, and add a rule for it by hand.',
      })),
    );
  const rights = rightsFor(objects, ({ apiVersion, kind }) => knownResource(apiVersion, kind)?.plural, strategy);
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name, namespace },
    rules: rulesFor(rights),
  };
}
