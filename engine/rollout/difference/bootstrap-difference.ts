import { isKeptBySluice } from '../../kept-objects.ts';
import { type Cluster, type KubernetesObject, nameOf, Refusal, referenceOf } from '../cluster.ts';
import { expected } from '../ownership/expected.ts';
import { type ChangedField, changedFields } from './object-difference.ts';

/** What an object of the bootstrap is, seen from the cluster. `unreadable`: whoever asks may not look at it. */
export type BootstrapDifference =
  | { readonly kind: 'created' | 'same' | 'unreadable'; readonly name: string }
  | { readonly kind: 'changed'; readonly name: string; readonly fields: readonly ChangedField[] };

/** What only an administrator may apply, and has not yet. An object that whoever asks may not even write as a dry run is compared as it
 *  is written; fields that the file no longer has are not missed. Writes nothing. @throws {Unreachable} */
export const bootstrapDifference = (
  cluster: Pick<Cluster, 'get' | 'apply'>,
  objects: readonly KubernetesObject[],
  namespace: string,
): Promise<readonly BootstrapDifference[]> =>
  Promise.all(objects.map((object) => differenceOf(cluster, object, namespace)));

async function differenceOf(
  cluster: Pick<Cluster, 'get' | 'apply'>,
  object: KubernetesObject,
  namespace: string,
): Promise<BootstrapDifference> {
  const name = nameOf(object);
  try {
    const live = await cluster.get(referenceOf(object, object.kind === 'Namespace' ? '' : namespace));
    if (live === undefined) return { kind: 'created', name };
    // What is in it, only rollouts say; a dry run in their name would empty it.
    if (isKeptBySluice(object.kind, object.metadata.name)) return { kind: 'same', name };
    const fields = changedFields(live, await askApplied(cluster, live, object));
    return fields.length === 0 ? { kind: 'same', name } : { kind: 'changed', name, fields };
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'unreadable', name };
    throw error;
  }
}

async function askApplied(
  cluster: Pick<Cluster, 'apply'>,
  live: KubernetesObject,
  object: KubernetesObject,
): Promise<KubernetesObject> {
  try {
    return (await cluster.apply(object, { dryRun: true, force: true })).object;
  } catch (error) {
    if (error instanceof Refusal) return expected(live, object, []);
    throw error;
  }
}
