import { isReadyPod } from '../../../../../../rehearsal/cluster/controllers/replica-set/deletion-order.ts';
import {
  CONTROLLER_REVISIONS,
  type ControllerRevision,
  DAEMON_SETS,
  type DaemonSet,
  NODES,
  type Node,
  PODS,
  resource,
} from '../../../../../../rehearsal/cluster/controllers/resource.ts';
import type { ContainerScript } from '../../../../../../rehearsal/cluster/kubelet/scripted/script.ts';
import { embeddedCluster, NAMESPACE, object } from '../embedded-cluster.ts';

const SCRIPTS: Readonly<Record<string, ContainerScript>> = {
  'agent:1': {},
  'agent:2': {},
  'agent:bad': { runs: [{ readyAfter: 'never' }] },
  'agent:ends': { runs: [{ exit: { code: 3, after: 1000 } }] },
};
const READINESS = { readinessProbe: { httpGet: { path: '/', port: 80 }, periodSeconds: 1, failureThreshold: 1 } };

/** A cluster of so many nodes, `n1` and on, for one DaemonSet `agent`; pods of `agent:bad` are never ready. */
export const daemonCluster = (nodes = 3, scripts: Readonly<Record<string, ContainerScript>> = {}) => {
  const names = Array.from({ length: nodes }, (_, index) => `n${index + 1}`);
  const cluster = embeddedCluster({ ...SCRIPTS, ...scripts }, undefined, { nodes: names });
  const sets = resource<DaemonSet>(cluster.store, DAEMON_SETS);
  const all = resource<Node>(cluster.store, NODES);
  const named = (): DaemonSet => {
    const found = sets.get(NAMESPACE, 'agent');
    if (found === undefined) throw new Error('no DaemonSet agent');
    return found;
  };
  const template = (image: string, spec: object = {}): DaemonSet['spec']['template'] => ({
    metadata: { labels: { app: 'agent' } },
    spec: { terminationGracePeriodSeconds: 5, containers: [{ name: 'agent', image, ...READINESS }], ...spec },
  });
  return {
    ...cluster,
    sets,
    set: named,
    run(spec: object = {}, image = 'agent:1', pod: object = {}): void {
      const wanted = { selector: { matchLabels: { app: 'agent' } }, template: template(image, pod), ...spec };
      const metadata = { name: 'agent', namespace: NAMESPACE };
      cluster.store.create(DAEMON_SETS, object('apps/v1', 'DaemonSet', metadata, { spec: wanted }));
    },
    roll(image: string, pod: object = {}): void {
      const live = named();
      sets.update({ ...live, spec: { ...live.spec, template: template(image, pod) } });
    },
    changeNode(name: string, change: { readonly spec?: object; readonly labels?: Record<string, string> }): void {
      const live = all.get('', name) as Node;
      const labels = { ...live.metadata.labels, ...change.labels };
      all.update({ ...live, metadata: { ...live.metadata, labels }, spec: { ...live.spec, ...change.spec } });
    },
    /** Node and image of each pod, those that are ready marked with a `+`, those on their way out with a `-`. */
    daemons: () =>
      cluster
        .pods()
        .map((pod) => {
          const mark = pod.metadata.deletionTimestamp !== undefined ? '-' : isReadyPod(pod) ? '+' : '';
          return `${pod.spec.nodeName ?? 'nowhere'} ${pod.spec.containers[0]?.image}${mark}`;
        })
        .sort(),
    kill: (name: string) => cluster.store.delete(PODS, NAMESPACE, name),
    isSettled(): boolean {
      const { status, metadata } = named();
      return (
        status?.observedGeneration === metadata.generation &&
        status?.updatedNumberScheduled === status?.desiredNumberScheduled &&
        status?.numberAvailable === status?.desiredNumberScheduled
      );
    },
    revisions: () =>
      resource<ControllerRevision>(cluster.store, CONTROLLER_REVISIONS)
        .list({ namespace: NAMESPACE })
        .toSorted((a, b) => a.revision - b.revision),
    told: () =>
      cluster
        .events()
        .filter(({ involvedObject }) => involvedObject.kind === 'DaemonSet')
        .map(({ type, reason, message }) => `${type} ${reason}: ${message}`),
  };
};
