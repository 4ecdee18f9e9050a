import { isNewer, type Run } from '../../../domain/run-order.ts';
import { type Cluster, type KubernetesObject, nameOf, type ObjectReference, referenceOf } from '../cluster.ts';
import type { Manifests } from '../manifests.ts';
import { runOf } from '../state/annotations.ts';

/** The workloads and CronJobs as they are in the cluster now, by kind and name. */
export type Live = ReadonlyMap<string, KubernetesObject>;

/** @param copies names of more Deployments that belong to the service. */
export async function readLive(
  cluster: Cluster,
  bearers: Manifests['bearers'],
  namespace: string,
  copies: readonly string[] = [],
): Promise<Live> {
  const references = [
    ...bearers.map((object) => referenceOf(object, namespace)),
    ...copies.map((name) => ({ apiVersion: 'apps/v1', kind: 'Deployment', namespace, name })),
  ];
  const kinds = [...new Set(references.map(({ kind }) => kind))];
  const found = await Promise.all(
    kinds.map((kind) =>
      existing(
        cluster,
        references.filter((reference) => reference.kind === kind),
      ),
    ),
  );
  return new Map(found.flat().map((object) => [nameOf(object), object]));
}

/** More of one kind are not asked for one by one, where everybody who watches them may list them. */
const ONE_BY_ONE = 3;

async function existing(cluster: Cluster, alike: readonly ObjectReference[]): Promise<readonly KubernetesObject[]> {
  const [first] = alike;
  if (first === undefined) return [];
  if (alike.length <= ONE_BY_ONE || first.kind === 'CronJob')
    return (await Promise.all(alike.map((reference) => cluster.get(reference)))).filter(
      (object) => object !== undefined,
    );
  const { apiVersion, kind, namespace } = first;
  const { objects } = await cluster.list({ apiVersion, kind, namespace });
  return objects.filter(({ metadata }) => alike.some(({ name }) => name === metadata.name));
}

/** The run that has already written a workload, when it is newer than ours. */
export const newerRun = (live: Live, run: Run): Run | undefined =>
  [...live.values()].map(runOf).find((other) => other !== undefined && isNewer(other, run));
