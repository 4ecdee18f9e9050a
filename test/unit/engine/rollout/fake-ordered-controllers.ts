import type { KubernetesObject } from '../../../../engine/rollout/cluster.ts';
import type { FakeCluster } from './fake-cluster.ts';

interface Spec {
  readonly replicas?: number;
  readonly template: {
    readonly metadata: { readonly labels: Readonly<Record<string, string>> };
    readonly spec: { readonly containers: readonly { readonly name: string; readonly image: string }[] };
  };
}

/** StatefulSet (OrderedReady, RollingUpdate) and DaemonSet (two nodes) controllers in the roughest form. A pod of a good image is
 *  ready two seconds after it was made, any other crashes; a StatefulSet waits for each pod in order, whatever its template says. */
export function orderedControllers(cluster: FakeCluster, isGood: (image: string) => boolean) {
  const tick = (kind: 'StatefulSet' | 'DaemonSet', name: string): void => {
    const set = cluster.objects.get(`${kind}/${name}`);
    if (set === undefined) return;
    step(set);
    cluster.clock.after(1_000, () => tick(kind, name));
  };
  const started = new Set<string>();
  return (object: KubernetesObject): void => {
    const { kind, metadata } = object;
    if ((kind !== 'StatefulSet' && kind !== 'DaemonSet') || started.has(metadata.name)) return;
    started.add(metadata.name);
    cluster.clock.after(1_000, () => tick(kind, metadata.name));
  };

  function step(set: KubernetesObject): void {
    const { replicas = 2, template } = set['spec'] as Spec;
    const { name } = set.metadata;
    const image = template.spec.containers[0]?.image ?? '';
    const revision = `${name}-${image.slice(-8)}`;
    const ordered = set.kind === 'StatefulSet';
    const names = Array.from({ length: replicas }, (_, index) => `${name}-${index}`);
    const pod = (podName: string) => cluster.objects.get(`Pod/${podName}`);
    const isNew = (podName: string) => pod(podName)?.metadata.labels?.['controller-revision-hash'] === revision;
    const isReady = (podName: string) => JSON.stringify(pod(podName) ?? '').includes('"Ready","status":"True"');
    const remove = (podName: string) => cluster.remove(`Pod/${podName}`);

    let waiting = false;
    for (const podName of names) {
      if (pod(podName) === undefined) {
        create(podName);
        waiting = true;
      } else if (ordered && !isReady(podName)) waiting = true;
      if (ordered && waiting) break;
    }
    const outdated = names.toReversed().find((podName) => pod(podName) !== undefined && !isNew(podName));
    // A DaemonSet takes broken pods of the old template first and waits for its own; a StatefulSet only ever goes in order.
    const free = ordered ? !waiting : names.every((podName) => isReady(podName) || !isNew(podName));
    if (outdated !== undefined && free) remove(outdated);
    const count = (test: (podName: string) => boolean) => names.filter(test).length;
    const known = (set['status'] ?? {}) as { readonly currentRevision?: string };
    const updated = count(isNew);
    const status = ordered
      ? {
          observedGeneration: set.metadata.generation,
          replicas,
          readyReplicas: count(isReady),
          updatedReplicas: updated,
          updateRevision: revision,
          currentRevision: updated === replicas ? revision : (known.currentRevision ?? revision),
        }
      : {
          observedGeneration: set.metadata.generation,
          desiredNumberScheduled: replicas,
          updatedNumberScheduled: updated,
          numberAvailable: count(isReady),
        };
    const annotations = { ...set.metadata.annotations, 'deprecated.daemonset.template.generation': revision };
    cluster.put({ ...set, status, metadata: { ...set.metadata, ...(ordered ? {} : { annotations }) } });

    function create(podName: string): void {
      const labels = {
        ...template.metadata.labels,
        'controller-revision-hash': revision,
        'pod-template-generation': revision,
      };
      const ownerReferences = [{ kind: set.kind, name, uid: set.metadata.uid, controller: true }];
      const made = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: podName, uid: `${podName} ${cluster.clock.now()}`, labels, ownerReferences },
      };
      const good = isGood(image);
      const container = {
        name: template.spec.containers[0]?.name,
        restartCount: good ? 0 : 2,
        ready: good,
        started: good,
        imageID: image,
      };
      const status = {
        phase: 'Running',
        conditions: [{ type: 'Ready', status: good ? 'True' : 'False' }],
        containerStatuses: [
          good
            ? { ...container, state: { running: {} } }
            : {
                ...container,
                state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off' } },
                lastState: { terminated: { exitCode: 1, reason: 'Error' } },
              },
        ],
      };
      cluster.put({ ...made, spec: template.spec, status: { phase: 'Pending' } });
      cluster.clock.after(2_000, () => {
        const now = pod(podName);
        if (now?.metadata.uid === made.metadata.uid) cluster.put({ ...now, status });
      });
    }
  }
}
