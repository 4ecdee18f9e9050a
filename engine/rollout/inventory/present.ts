import { type Cluster, type KubernetesObject, referenceOf } from '../cluster.ts';

/** Which of these objects are in the cluster, as they live. What is being deleted is none any more. */
export async function presentOf(
  cluster: Pick<Cluster, 'get'>,
  objects: readonly KubernetesObject[],
  namespace: string,
): Promise<readonly KubernetesObject[]> {
  const found = await Promise.all(objects.map((object) => cluster.get(referenceOf(object, namespace))));
  return found.flatMap((live) =>
    live === undefined || live.metadata['deletionTimestamp'] !== undefined ? [] : [live],
  );
}
