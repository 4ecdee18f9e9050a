import {
  type Cluster,
  type ClusterOptions,
  createCluster,
} from '../../../../../rehearsal/cluster/controllers/controllers.ts';
import {
  DEPLOYMENTS,
  type Deployment,
  ENDPOINT_SLICES,
  type EndpointSlice,
  EVENTS,
  type Event,
  PODS,
  type Pod,
  REPLICA_SETS,
  type ReplicaSet,
  resource,
} from '../../../../../rehearsal/cluster/controllers/resource.ts';
import type { ContainerScript, Scripts } from '../../../../../rehearsal/cluster/kubelet/scripted/script.ts';
import { createScriptedRuntime } from '../../../../../rehearsal/cluster/kubelet/scripted/scripted-runtime.ts';
import { REAL_TIMING } from '../../../../../rehearsal/cluster/kubelet/timing.ts';
import type { KubernetesObject } from '../../../../../rehearsal/cluster/kubernetes-object.ts';
import { createObjectStore } from '../../../../../rehearsal/cluster/storage/store.ts';
import { createVirtualClock } from '../../../../../rehearsal/cluster/virtual-clock.ts';

export const NAMESPACE = 'shop';

/** A cluster on a virtual clock whose containers follow scripts by image. */
export const embeddedCluster = (
  scripts: Readonly<Record<string, ContainerScript>> | Scripts,
  timing = REAL_TIMING,
  options: Partial<ClusterOptions> = {},
) => {
  const clock = createVirtualClock();
  let identities = 0;
  const store = createObjectStore({
    clock,
    identity: {
      timestamp: () => `${new Date(clock.now()).toISOString().slice(0, 19)}Z`,
      uid: () => `00000000-0000-4000-8000-${String(++identities).padStart(12, '0')}`,
      suffix: () =>
        String(++identities)
          .padStart(5, '0')
          .replace(/[01356]/g, (digit) => 'bcdfg'['01356'.indexOf(digit)] ?? ''),
    },
  });
  const runtime = createScriptedRuntime(
    clock,
    typeof scripts === 'function' ? scripts : (reference) => scripts[reference],
  );
  const cluster: Cluster = createCluster({ store, clock, runtime, timing, ...options });
  store.create({ group: '', resource: 'namespaces' }, object('v1', 'Namespace', { name: NAMESPACE }));
  cluster.start();
  const deployments = resource<Deployment>(store, DEPLOYMENTS);
  const named = (name: string): Deployment => {
    const found = deployments.get(NAMESPACE, name);
    if (found === undefined) throw new Error(`no Deployment ${name}`);
    return found;
  };
  return {
    clock,
    store,
    cluster,
    deploy(name: string, image: string, spec: object = {}, container: object = {}): void {
      const template = {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name, image, ...container }], terminationGracePeriodSeconds: 30 },
      };
      const wanted = { selector: { matchLabels: { app: name } }, template, ...spec };
      const live = deployments.get(NAMESPACE, name);
      if (live === undefined)
        store.create(DEPLOYMENTS, object('apps/v1', 'Deployment', { name, namespace: NAMESPACE }, { spec: wanted }));
      else deployments.update({ ...live, spec: { ...live.spec, ...wanted } });
    },
    change(name: string, spec: Partial<Deployment['spec']>): void {
      const live = named(name);
      deployments.update({ ...live, spec: { ...live.spec, ...spec } });
    },
    deployment: named,
    replicaSets: () => resource<ReplicaSet>(store, REPLICA_SETS).list({ namespace: NAMESPACE }),
    pods: () => resource<Pod>(store, PODS).list({ namespace: NAMESPACE }),
    slices: () => resource<EndpointSlice>(store, ENDPOINT_SLICES).list({ namespace: NAMESPACE }),
    events: (reason?: string) =>
      resource<Event>(store, EVENTS)
        .list({ namespace: NAMESPACE })
        .filter((event) => reason === undefined || event.reason === reason),
    progressing: (name: string) => named(name).status?.conditions?.find(({ type }) => type === 'Progressing'),
    isComplete(name: string): boolean {
      const { spec, status, metadata } = named(name);
      const desired = spec.replicas ?? 1;
      return (
        status?.observedGeneration === metadata.generation &&
        (status?.updatedReplicas ?? 0) === desired &&
        (status?.replicas ?? 0) === desired &&
        (status?.availableReplicas ?? 0) === desired
      );
    },
  };
};

export const object = (
  apiVersion: string,
  kind: string,
  metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Record<string, string> },
  rest: object = {},
): KubernetesObject => ({ apiVersion, kind, metadata, ...rest });
