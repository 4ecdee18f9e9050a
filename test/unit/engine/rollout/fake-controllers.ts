import type { ContainerState } from '../../../../domain/verdict/kubernetes.ts';
import type { KubernetesObject } from '../../../../engine/rollout/cluster.ts';
import type { FakeCluster } from './fake-cluster.ts';

/** What pods of an image do. */
export type Behaviour = 'good' | 'not-found' | 'crash' | 'stuck';

interface DeploymentSpec {
  readonly replicas: number;
  readonly template: {
    readonly metadata: { readonly labels: Record<string, string> };
    readonly spec: { readonly containers: readonly { readonly name: string; readonly image: string }[] };
  };
}

const STATES: Record<
  Exclude<Behaviour, 'good'>,
  (image: string) => { state: ContainerState; restartCount: number; lastState?: ContainerState }
> = {
  'not-found': (image) => ({
    restartCount: 0,
    state: { waiting: { reason: 'ErrImagePull', message: `${image}: not found` } },
  }),
  crash: () => ({
    restartCount: 2,
    state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off' } },
    lastState: { terminated: { exitCode: 3, reason: 'Error' } },
  }),
  stuck: () => ({ restartCount: 0, state: { waiting: { reason: 'ContainerCreating' } } }),
};

/** Deployment and ReplicaSet controllers, scheduler and kubelet in the roughest form: two seconds after a new template there
 *  is its ReplicaSet and its pods behave as their image does. */
export function controllers(cluster: FakeCluster, behaviourOf: (image: string) => Behaviour) {
  let hash = 0;
  return (object: KubernetesObject): void => {
    if (object.kind !== 'Deployment') return;
    cluster.clock.after(2_000, () => {
      const now = cluster.objects.get(`Deployment/${object.metadata.name}`);
      if (now === undefined || now.metadata.generation !== object.metadata.generation) return;
      const { replicas, template } = now['spec'] as DeploymentSpec;
      const { name } = now.metadata;
      const [container] = template.spec.containers;
      const image = container?.image ?? '';
      const behaviour = behaviourOf(image);
      const sets = [...cluster.objects.values()].filter(({ kind }) => kind === 'ReplicaSet');
      const same = sets.find(
        (set) => JSON.stringify((set['spec'] as DeploymentSpec).template.spec) === JSON.stringify(template.spec),
      );
      const id = same?.metadata.labels?.['pod-template-hash'] ?? `t${++hash}`;
      const labels = { ...template.metadata.labels, 'pod-template-hash': id };
      const owned = (kind: string, owner: string) => [{ kind, name: owner, uid: `${kind}/${owner}`, controller: true }];
      cluster.put({
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        metadata: { name: `${name}-${id}`, labels, ownerReferences: owned('Deployment', name) },
        spec: { replicas, template: { ...template, metadata: { labels } } },
      });
      const good = behaviour === 'good';
      const pods = Array.from({ length: good ? replicas : 1 }, (_, index) => `${name}-${id}-${index}`);
      if (good)
        for (const key of cluster.objects.keys())
          if (key.startsWith('Pod/') && !key.startsWith(`Pod/${name}-${id}`)) cluster.remove(key);
      for (const pod of pods)
        cluster.put({
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: pod, labels, ownerReferences: owned('ReplicaSet', `${name}-${id}`) },
          spec: { ...template.spec, nodeName: 'node-1' },
          status: {
            phase: good ? 'Running' : 'Pending',
            conditions: [{ type: 'Ready', status: good ? 'True' : 'False' }],
            containerStatuses: [
              good
                ? {
                    name: container?.name,
                    ready: true,
                    started: true,
                    restartCount: 0,
                    imageID: image,
                    state: { running: {} },
                  }
                : { name: container?.name, ready: false, ...STATES[behaviour](image) },
            ],
          },
        });
      cluster.put({
        ...now,
        status: {
          observedGeneration: now.metadata.generation,
          replicas: good ? replicas : replicas + 1,
          updatedReplicas: good ? replicas : 1,
          readyReplicas: replicas,
          availableReplicas: replicas,
        },
      });
    });
  };
}
