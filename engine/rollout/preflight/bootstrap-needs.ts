import {
  apiVersionOf,
  BOOTSTRAP,
  type BootstrapNeed,
  NEEDS,
  neededKinds,
  parseNeeds,
} from '../../../domain/bootstrap-need.ts';
import { type Cluster, type KubernetesObject, nameOf, type ObjectReference, Refusal } from '../cluster.ts';
import { groupOf, knownResource } from '../known-kinds.ts';
import type { Right } from './rights.ts';

/** Whoever rolls an object out looks whether the namespace has what the object says it needs. */
export const bootstrapRights = (object: KubernetesObject): readonly Right[] =>
  read(object).needs.flatMap((need) => {
    const { apiVersion, kind, name } = referenceTo(need, '');
    const resource = knownResource(apiVersion, kind)?.plural;
    return resource === undefined ? [] : [{ verb: 'get', group: groupOf(apiVersion), resource, name, need: 'must' }];
  });

const referenceTo = ({ kind, name }: BootstrapNeed, namespace: string): ObjectReference => ({
  apiVersion: apiVersionOf(kind),
  ...{ kind, namespace, name },
});

/** Looks for borders that pods start without, so that nobody would miss them later.
 *  @returns a sentence for each that is not there; nothing for one that may not be looked at, whose right is missed by name */
export async function missingBootstrap(
  cluster: Cluster,
  objects: readonly KubernetesObject[],
  namespace: string,
): Promise<readonly string[]> {
  const sentences = objects.map(async (object) => {
    const { needs, unknown } = read(object);
    const missing = await Promise.all(needs.map((need) => isMissing(cluster, need, namespace)));
    return [
      ...unknown.map(
        (word) =>
          `${nameOf(object)} says in its annotation "${NEEDS}" that it needs "${word}". It can name ${neededKinds().join(', ')} as "Kind/name"; correct it.`,
      ),
      ...needs
        .filter((_, index) => missing[index])
        .map(
          ({ kind, name }) =>
            `${nameOf(object)} needs ${kind} "${name}", which does not exist in namespace "${namespace}" and which only an administrator may create. ${applied(objects)}`,
        ),
    ];
  });
  return (await Promise.all(sentences)).flat();
}

/** One command for whatever is missing, where an object says which file brings it. */
function applied(objects: readonly KubernetesObject[]): string {
  const [file] = objects.flatMap(({ metadata }) => metadata.annotations?.[BOOTSTRAP] ?? []);
  return file === undefined
    ? 'Have the bootstrap of the tier applied again.'
    : `Have an administrator run "kubectl apply --server-side -f ${file}" from the root of the repository, then roll out again.`;
}

const read = ({ metadata }: KubernetesObject): ReturnType<typeof parseNeeds> =>
  parseNeeds(metadata.annotations?.[NEEDS] ?? '');

async function isMissing(cluster: Cluster, need: BootstrapNeed, namespace: string): Promise<boolean> {
  try {
    return (await cluster.get(referenceTo(need, namespace))) === undefined;
  } catch (error) {
    if (error instanceof Refusal && error.status === 403) return false;
    throw error;
  }
}
