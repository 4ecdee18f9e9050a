import { canonical } from '../../../domain/verdict/same-template.ts';
import { type Cluster, type KubernetesObject, nameOf, Refusal } from '../cluster.ts';
import { identityOf } from '../inventory/identity.ts';
import { askDryRun } from '../ownership/ask-dry-run.ts';
import { immutableSentence } from '../preflight/immutable-field.ts';
import { oneWays, oneWayWords } from './one-way.ts';

export interface Way {
  /** What going back would write. */
  readonly back: readonly KubernetesObject[];
  /** What the release writes. */
  readonly objects: readonly KubernetesObject[];
  /** As the API server says that these will be. */
  readonly answers: readonly KubernetesObject[];
  readonly namespace: string;
  /** Managers whose fields the release takes over; going back does so, too. */
  readonly takeOver: readonly string[];
}

/** What speaks against going back, a sentence each: what the API server says to it as things are, and what the release makes of objects
 *  that cannot be undone. An object that the release leaves as it was is not asked for again.
 *  It cannot tell what only the failed release would let a policy or a webhook of the cluster say. */
export async function obstacles(cluster: Cluster, way: Way): Promise<readonly string[]> {
  const { back, objects, answers } = way;
  const told = new Map(objects.map((object) => [identityOf(object), canonical(object)]));
  const coming = new Map(answers.map((object) => [identityOf(object), object]));
  const changed = back.filter((object) => told.get(identityOf(object)) !== canonical(object));
  const found = await Promise.all(
    changed.map(async (object): Promise<readonly string[]> => {
      const next = coming.get(identityOf(object));
      const never = next === undefined ? [] : oneWays(next, object);
      if (never.length > 0) return [`${nameOf(object)}: ${never.map(oneWayWords).join('; ')}`];
      return await askServer(cluster, object, way);
    }),
  );
  return found.flat();
}

async function askServer(
  cluster: Cluster,
  object: KubernetesObject,
  { namespace, takeOver }: Way,
): Promise<readonly string[]> {
  try {
    return (await askDryRun(cluster, object, namespace, takeOver)).refusals;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, message } = error;
    const immutable = status === 422 ? immutableSentence(object, message) : undefined;
    return [immutable ?? `${nameOf(object)}: the API server refuses the kept one: ${message}`];
  }
}
