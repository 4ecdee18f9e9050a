import { isReadyPod } from '../../../../../../rehearsal/cluster/controllers/replica-set/deletion-order.ts';
import {
  CONTROLLER_REVISIONS,
  type ControllerRevision,
  PERSISTENT_VOLUME_CLAIMS,
  type PersistentVolumeClaim,
  PODS,
  resource,
  STATEFUL_SETS,
  type StatefulSet,
} from '../../../../../../rehearsal/cluster/controllers/resource.ts';
import type { ContainerScript } from '../../../../../../rehearsal/cluster/kubelet/scripted/script.ts';
import { embeddedCluster, NAMESPACE, object } from '../embedded-cluster.ts';

const SCRIPTS: Readonly<Record<string, ContainerScript>> = {
  'db:1': {},
  'db:2': {},
  'db:bad': { runs: [{ readyAfter: 'never' }] },
};
const READINESS = { readinessProbe: { httpGet: { path: '/', port: 80 }, periodSeconds: 1, failureThreshold: 1 } };

/** A cluster for one StatefulSet `db`; pods of `db:bad` are never ready. */
export const statefulCluster = (scripts: Readonly<Record<string, ContainerScript>> = {}, options: object = {}) => {
  const cluster = embeddedCluster({ ...SCRIPTS, ...scripts }, undefined, options);
  const sets = resource<StatefulSet>(cluster.store, STATEFUL_SETS);
  const named = (): StatefulSet => {
    const found = sets.get(NAMESPACE, 'db');
    if (found === undefined) throw new Error('no StatefulSet db');
    return found;
  };
  const template = (image: string): StatefulSet['spec']['template'] => ({
    metadata: { labels: { app: 'db' } },
    spec: { terminationGracePeriodSeconds: 5, containers: [{ name: 'db', image, ...READINESS }] },
  });
  const members = () => cluster.pods().filter(({ metadata }) => metadata.labels?.['app'] === 'db');
  return {
    ...cluster,
    sets,
    set: named,
    run(spec: object = {}, image = 'db:1'): void {
      const wanted = {
        serviceName: 'db',
        selector: { matchLabels: { app: 'db' } },
        template: template(image),
        ...spec,
      };
      cluster.store.create(
        STATEFUL_SETS,
        object('apps/v1', 'StatefulSet', { name: 'db', namespace: NAMESPACE }, { spec: wanted }),
      );
    },
    change(spec: object): void {
      const live = named();
      sets.update({ ...live, spec: { ...live.spec, ...spec } });
    },
    roll(image: string): void {
      const live = named();
      sets.update({ ...live, spec: { ...live.spec, template: template(image) } });
    },
    /** Names of the pods with their images, those that are ready marked with a `+`, those on their way out with a `-`. */
    members: () =>
      members().map((pod) => {
        const mark = pod.metadata.deletionTimestamp !== undefined ? '-' : isReadyPod(pod) ? '+' : '';
        return `${pod.metadata.name} ${pod.spec.containers[0]?.image}${mark}`;
      }),
    pod: (name: string) => resource<never>(cluster.store, PODS).get(NAMESPACE, name),
    kill: (name: string) => cluster.store.delete(PODS, NAMESPACE, name),
    isSettled(): boolean {
      const { spec, status, metadata } = named();
      return (
        status?.observedGeneration === metadata.generation &&
        status?.availableReplicas === spec.replicas &&
        status?.replicas === spec.replicas &&
        status?.currentRevision === status?.updateRevision
      );
    },
    revisions: () =>
      resource<ControllerRevision>(cluster.store, CONTROLLER_REVISIONS)
        .list({ namespace: NAMESPACE })
        .toSorted((a, b) => a.revision - b.revision),
    claims: () =>
      resource<PersistentVolumeClaim>(cluster.store, PERSISTENT_VOLUME_CLAIMS).list({ namespace: NAMESPACE }),
    told: () =>
      cluster
        .events()
        .filter(({ involvedObject }) => involvedObject.kind === 'StatefulSet')
        .map(({ type, reason, message }) => `${type} ${reason}: ${message}`),
  };
};
