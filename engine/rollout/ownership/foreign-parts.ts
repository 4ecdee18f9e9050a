import { inSentences } from '../../../domain/sentences.ts';
import { type Cluster, type KubernetesObject, Refusal, referenceOf, Unreachable } from '../cluster.ts';
import { leftovers } from './leftovers.ts';
import { ownedSentence, ownersAdvice } from './sentences.ts';

/** What somebody has put into our workloads since preflight looked: containers, variables, volumes. Asked before a release is called
 *  complete. Only items of lists are looked at, because no default is one.
 *  @returns a sentence, also when it cannot be known; `undefined` when all is as it was written. */
export async function foreignParts(
  cluster: Pick<Cluster, 'get'>,
  workloads: readonly KubernetesObject[],
  namespace: string,
): Promise<string | undefined> {
  try {
    const live = await Promise.all(workloads.map((workload) => cluster.get(referenceOf(workload, namespace))));
    const found = workloads.flatMap((workload, index) => {
      const object = live[index];
      const left = object === undefined ? [] : leftovers(object, workload).filter(isItem);
      return left.length === 0 ? [] : [{ workload, left }];
    });
    if (found.length === 0) return undefined;
    return inSentences(
      'What runs is not only what was written',
      ...found.map(({ workload, left }) => ownedSentence(workload, [], left)),
      ...ownersAdvice(found.flatMap(({ left }) => left.map(({ manager }) => manager))),
    );
  } catch (error) {
    if (error instanceof Refusal || error instanceof Unreachable)
      return `Whether what runs is what was written is not known: ${error.message}`;
    throw error;
  }
}

const isItem = ({ path, weight }: ReturnType<typeof leftovers>[number]): boolean =>
  weight === 'refused' && path.at(-1)?.startsWith('k:') === true;
