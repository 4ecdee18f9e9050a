import { type Cluster, type KubernetesObject, nameOf, Refusal, Unreachable } from '../cluster.ts';
import { presentOf } from './present.ts';

/** What a first release that failed has left: there is nothing to go back to, so nothing of it is deleted. */
export async function firstLeftSentence(
  cluster: Pick<Cluster, 'get'>,
  objects: readonly KubernetesObject[],
  namespace: string,
): Promise<string | undefined> {
  try {
    const present = await presentOf(cluster, objects, namespace);
    return present.length === 0 ? undefined : `Left in namespace "${namespace}": ${present.map(nameOf).join(', ')}.`;
  } catch (error) {
    // For people only, and the failure is told already.
    if (error instanceof Refusal || error instanceof Unreachable) return undefined;
    throw error;
  }
}
