import { InvalidInput } from '../../../domain/problem.ts';
import type { Strategy } from '../../../domain/strategy.ts';
import type { KubernetesObject } from '../cluster.ts';
import { knownResource } from '../known-kinds.ts';
import { writeHistory } from '../state/history-secret.ts';
import { bearsMark } from '../workload.ts';
import { type PolicyRule, rightsFor, rulesFor } from './rights.ts';

/** A Role, as it is applied. */
export interface Role extends KubernetesObject {
  readonly rules: readonly PolicyRule[];
}

/** The least Role that rolls these objects out and back in their namespace: of Secrets only those of the manifests and the history, nothing
 *  of the whole cluster.
 *  @param services whose history is kept; that of the first workload or CronJob unless given.
 *  @param isBootstrapped whether an administrator makes the Secret of the history, so that the deployer need not.
 *  @throws {InvalidInput} for kinds whose name in rights only a server knows, all at once. */
export function minimumRole(
  objects: readonly KubernetesObject[],
  {
    name,
    namespace,
    strategy = 'rolling',
    services = [objects.find(bearsMark)?.metadata.name ?? ''],
    isBootstrapped = false,
  }: {
    readonly name: string;
    readonly namespace: string;
    readonly strategy?: Strategy['kind'];
    readonly services?: readonly string[];
    readonly isBootstrapped?: boolean;
  },
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
  const histories = services.map((service) => writeHistory([], service, namespace));
  const rights = rightsFor(
    [...objects, ...histories],
    ({ apiVersion, kind }) => knownResource(apiVersion, kind)?.plural,
    strategy,
  ).filter(
    ({ verb, resource, byName }) => !(isBootstrapped && byName === true && resource === 'secrets' && verb === 'create'),
  );
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name, namespace },
    rules: rulesFor(rights),
  };
}
