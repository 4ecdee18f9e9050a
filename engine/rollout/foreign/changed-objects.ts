import { type Cluster, type KubernetesObject, type ObjectList, Refusal, referenceOf, Unreachable } from '../cluster.ts';
import { isWorkload } from '../workload.ts';
import { foreignChanges, mayDiffer } from './foreign-change.ts';
import { type Changed, changedSentence } from './foreign-sentence.ts';

type Reader = Pick<Cluster, 'get' | 'list'>;

/** Objects that others have changed since they were written, of these.
 *  @throws {Refusal | Unreachable} */
export async function changedObjects(
  cluster: Reader,
  written: readonly KubernetesObject[],
  namespace: string,
): Promise<readonly Changed[]> {
  const live = await liveOf(cluster, written, namespace);
  return written.flatMap((object, index): Changed[] => {
    const now = live[index];
    if (now === undefined) return [{ object, changes: [] }];
    const changes = mayDiffer(object, now) ? foreignChanges(object, now) : [];
    return changes.length === 0 ? [] : [{ object, changes }];
  });
}

/** Workloads of a kind are read by one list, because everybody who watches them may; any other object by its name, which needs no more
 *  than writing it does. */
async function liveOf(
  cluster: Reader,
  written: readonly KubernetesObject[],
  namespace: string,
): Promise<readonly (KubernetesObject | undefined)[]> {
  const lists = new Map<string, Promise<ObjectList>>();
  return await Promise.all(
    written.map(async (object) => {
      const { apiVersion, kind, metadata } = object;
      const isOneOfMany = written.filter((other) => other.kind === kind).length > 1;
      if (!isWorkload(object) || !isOneOfMany) return await cluster.get(referenceOf(object, namespace));
      const list = lists.get(kind) ?? cluster.list({ apiVersion, kind, namespace });
      lists.set(kind, list);
      return (await list).objects.find(({ metadata: { name } }) => name === metadata.name);
    }),
  );
}

/** Whether what is there is what was written, asked before a release is called complete. Jobs go by themselves, and what Sluice keeps for
 *  itself is no part of the release.
 *  @returns a sentence, also when it cannot be known; `undefined` when all is as it was written. */
export async function notAsWritten(
  cluster: Reader,
  written: readonly KubernetesObject[],
  namespace: string,
): Promise<string | undefined> {
  const objects = written.filter(({ kind, metadata }) => kind !== 'Job' && !metadata.name.startsWith('sluice-'));
  try {
    const changed = await changedObjects(cluster, objects, namespace);
    return changed.length === 0 ? undefined : changedSentence(changed, 'at the end');
  } catch (error) {
    if (error instanceof Refusal || error instanceof Unreachable)
      return `Its pods are ready, but whether its objects are still what was written is not known: ${error.message} Run this again.`;
    throw error;
  }
}
