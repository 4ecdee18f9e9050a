import { isNewer, type Run } from '../../domain/run-order.ts';
import { runOf } from './annotations.ts';
import { applyObject } from './apply.ts';
import { type Cluster, type KubernetesObject, nameOf, Refusal, referenceOf } from './cluster.ts';
import type { Manifests } from './manifests.ts';

/** The workloads as they are in the cluster now, by kind and name. */
export type Live = ReadonlyMap<string, KubernetesObject>;

/** @param copies names of more Deployments that belong to the service. */
export async function readLive(
  cluster: Cluster,
  { workloads }: Manifests,
  namespace: string,
  copies: readonly string[] = [],
): Promise<Live> {
  const references = [
    ...workloads.map((workload) => referenceOf(workload, namespace)),
    ...copies.map((name) => ({ apiVersion: 'apps/v1', kind: 'Deployment', namespace, name })),
  ];
  const found = await Promise.all(
    references.map(
      async (reference) => [`${reference.kind} "${reference.name}"`, await cluster.get(reference)] as const,
    ),
  );
  return new Map(found.flatMap(([name, object]) => (object === undefined ? [] : [[name, object] as const])));
}

/** The run that has already written a workload, when it is newer than ours. */
export const newerRun = (live: Live, run: Run): Run | undefined =>
  [...live.values()].map(runOf).find((other) => other !== undefined && isNewer(other, run));

/** Everything that speaks against writing; empty when the server would accept every object. Writes nothing. */
export async function refusals(
  cluster: Cluster,
  objects: readonly KubernetesObject[],
  live: Live,
): Promise<readonly string[]> {
  const state = [...live.values()].flatMap(stateProblems);
  if (state.length > 0) return state;
  const scopes = await Promise.all(
    objects.map(async (object) => scopeProblem(object, await cluster.scopeOf(object.apiVersion, object.kind))),
  );
  const wrong = scopes.filter((problem) => problem !== undefined);
  if (wrong.length > 0) return wrong;
  const answers = await Promise.all(
    objects.map(async (object) => {
      try {
        await applyObject(cluster, object, true);
        return [];
      } catch (error) {
        if (error instanceof Refusal) return [`The API server refuses ${nameOf(object)}: ${error.message}`];
        throw error;
      }
    }),
  );
  return answers.flat();
}

/** How Argo CD marks what it owns. @see https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/ */
const ARGO_CD = ['argocd.argoproj.io/instance', 'argocd.argoproj.io/tracking-id'];

function stateProblems(object: KubernetesObject): string[] {
  const spec = object['spec'] as { readonly paused?: boolean } | undefined;
  const keys = Object.keys({ ...object.metadata.labels, ...object.metadata.annotations });
  return [
    ...(spec?.paused === true
      ? [
          `${nameOf(object)} is paused, so nothing would move. Resume it with "kubectl rollout resume", then roll out again.`,
        ]
      : []),
    ...(keys.some((key) => ARGO_CD.includes(key))
      ? [`${nameOf(object)} is managed by Argo CD, which would undo every change. Change it in its Git repository.`]
      : []),
  ];
}

function scopeProblem(object: KubernetesObject, scope: 'Namespaced' | 'Cluster' | undefined): string | undefined {
  switch (scope) {
    case 'Namespaced':
      return undefined;
    case 'Cluster':
      return `${nameOf(object)} is cluster-scoped; a release holds namespaced objects only. Move it to what an administrator applies.`;
    case undefined:
      return `The cluster knows no ${object.kind} in ${object.apiVersion}. Install its definition, or take ${nameOf(object)} out.`;
  }
}
