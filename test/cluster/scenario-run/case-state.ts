import type { Kubectl } from '../bring-up/kubectl.ts';
import type { Manifest } from '../scenarios/workload.ts';

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet'];

interface LiveWorkload {
  readonly spec: {
    readonly replicas?: number;
    readonly template: { readonly spec: { readonly containers: readonly { readonly image: string }[] } };
  };
  readonly status: {
    readonly readyReplicas?: number;
    readonly updatedReplicas?: number;
    readonly numberReady?: number;
    readonly desiredNumberScheduled?: number;
  };
}

export const workloadsOf = (manifests: readonly Manifest[]): readonly Manifest[] =>
  manifests.filter(({ kind }) => WORKLOADS.includes(kind));

/** What is not as these manifests want it: each workload on its image, with as many ready pods as it should have. */
export async function stateProblems(
  kubectl: Kubectl,
  namespace: string,
  manifests: readonly Manifest[],
): Promise<readonly string[]> {
  const problems = await Promise.all(
    workloadsOf(manifests).map(async ({ kind, metadata: { name }, spec }) => {
      const live = (await kubectl.json(kind.toLowerCase(), name, '--namespace', namespace)) as LiveWorkload;
      const [image] = live.spec.template.spec.containers.map((container) => container.image);
      const [wanted] = (spec as LiveWorkload['spec']).template.spec.containers.map((container) => container.image);
      const { readyReplicas, numberReady, desiredNumberScheduled } = live.status;
      const ready = readyReplicas ?? numberReady ?? 0;
      const desired = desiredNumberScheduled ?? live.spec.replicas ?? 1;
      return [
        ...(image === wanted ? [] : [`${kind} "${name}" has the image ${image}, wanted ${wanted}`]),
        ...(ready === desired ? [] : [`${kind} "${name}" has ${ready} ready pods in the end, wanted ${desired}`]),
      ];
    }),
  );
  return problems.flat();
}

const WRITTEN = 'deployments,statefulsets,daemonsets,services,configmaps,persistentvolumeclaims,jobs,leases';

/** All that a rollout could write, as text: equal texts mean that nothing was written. A status is nobody's release. */
export async function written(kubectl: Kubectl, namespace: string): Promise<string> {
  const { items } = (await kubectl.json(WRITTEN, '--namespace', namespace)) as {
    readonly items: readonly { readonly kind: string; readonly metadata: Readonly<Record<string, unknown>> }[];
  };
  return items
    .map(({ kind, metadata: { name, uid, generation, labels, annotations } }) =>
      JSON.stringify({ kind, name, uid, generation, labels, annotations }),
    )
    .join('\n');
}

/** Names of pods by their uid. */
export async function podsByUid(kubectl: Kubectl, namespace: string): Promise<ReadonlyMap<string, string>> {
  const { items } = (await kubectl.json('pods', '--namespace', namespace)) as {
    readonly items: readonly { readonly metadata: { readonly name: string; readonly uid: string } }[];
  };
  return new Map(items.map(({ metadata: { name, uid } }) => [uid, name]));
}
