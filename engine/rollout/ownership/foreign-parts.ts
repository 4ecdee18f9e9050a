import { inSentences } from '../../../domain/sentences.ts';
import type { KubernetesObject } from '../cluster.ts';
import { leftovers } from './leftovers.ts';
import { ownedSentence, ownersAdvice } from './sentences.ts';

/** What somebody had put into our workloads between our look and our write: containers, variables, volumes. The server told it with the
 *  answer to the write, and what came later differs from that. Only items of lists are looked at, because no default is one.
 *  @returns a sentence; `undefined` where there is nothing but what was written */
export function foreignParts(
  workloads: readonly { readonly wanted: KubernetesObject; readonly answer: KubernetesObject }[],
): string | undefined {
  const found = workloads.flatMap(({ wanted, answer }) => {
    const left = leftovers(answer, wanted).filter(isItem);
    return left.length === 0 ? [] : [{ workload: wanted, left }];
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
