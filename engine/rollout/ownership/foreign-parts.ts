import { inSentences } from '../../../domain/sentences.ts';
import type { KubernetesObject } from '../cluster.ts';
import { leftovers } from './leftovers.ts';
import { ownedSentence, ownersAdvice } from './sentences.ts';

/** What somebody had put into our workloads between our look and our write: containers, variables, volumes. The server told it with the
 *  answer to the write, and what came later differs from that. Only items of lists are looked at, because no default is one.
 *  @param answerOf what the server made of a workload; `undefined` where it was not written
 *  @returns a sentence; `undefined` where there is nothing but what was written */
export function foreignParts(
  workloads: readonly KubernetesObject[],
  answerOf: (workload: KubernetesObject) => KubernetesObject | undefined,
): string | undefined {
  const found = workloads.flatMap((workload) => {
    const object = answerOf(workload);
    const left = object === undefined ? [] : leftovers(object, workload).filter(isItem);
    return left.length === 0 ? [] : [{ workload, left }];
  });
  if (found.length === 0) return undefined;
  return inSentences(
    'What runs is not only what was written',
    ...found.map(({ workload, left }) => ownedSentence(workload, [], left)),
    ...ownersAdvice(found.flatMap(({ left }) => left.map(({ manager }) => manager))),
  );
}

const isItem = ({ path, weight }: ReturnType<typeof leftovers>[number]): boolean =>
  weight === 'refused' && path.at(-1)?.startsWith('k:') === true;
