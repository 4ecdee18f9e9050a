import type {
  ClusterEvent,
  ContainerStatus,
  Deployment,
  Pod,
  ReplicaSet,
} from '../../../../domain/verdict/kubernetes.ts';
import { firstObservation, type Observation } from '../../../../domain/verdict/observation.ts';
import { observe } from '../../../../domain/verdict/observe.ts';
import type { Failed } from '../../../../domain/verdict/verdict.ts';

/** When the write of these observations was made, by the server's clock and by ours, which runs an hour ahead. */
export const SERVER_TIME = '2026-11-23T11:00:00Z';
export const OUR_TIME = Date.parse('2026-11-23T12:00:00Z');
export const IMAGE = `registry.example/services/api@sha256:${'1'.repeat(64)}`;

const spec = {
  containers: [{ name: 'api', image: IMAGE, readinessProbe: { httpGet: { path: '/healthz', port: 8080 } } }],
  initContainers: [{ name: 'migrate', image: IMAGE }],
};
const metadata = (kind: string, name: string, owner?: string) => ({
  name,
  namespace: 'production',
  uid: `${kind}/${name}`,
  resourceVersion: '10',
  generation: 2,
  creationTimestamp: SERVER_TIME,
  labels: { app: 'api' },
  ...(owner === undefined
    ? {}
    : { ownerReferences: [{ kind: 'ReplicaSet', name: owner, uid: owner, controller: true }] }),
});

export const deployment = (status: Deployment['status'], replicas = 3): Deployment => ({
  kind: 'Deployment',
  metadata: metadata('Deployment', 'api'),
  spec: { replicas, selector: { matchLabels: { app: 'api' } }, template: { spec } },
  ...(status === undefined ? {} : { status: { observedGeneration: 2, ...status } }),
});

const replicaSet: ReplicaSet = {
  kind: 'ReplicaSet',
  metadata: metadata('ReplicaSet', 'api-1', 'Deployment/api'),
  spec: { replicas: 3, template: { spec } },
};

export const pod = (
  name: string,
  status: Partial<ContainerStatus>,
  phase = 'Running',
  init?: ContainerStatus,
): Pod => ({
  kind: 'Pod',
  metadata: metadata('Pod', name, 'ReplicaSet/api-1'),
  spec: { ...spec, nodeName: 'node-1' },
  status: {
    phase,
    conditions: [{ type: 'Ready', status: status.ready === true ? 'True' : 'False' }],
    containerStatuses: [{ name: 'api', ready: false, restartCount: 0, ...status }],
    ...(init === undefined ? {} : { initContainerStatuses: [init] }),
  },
});

export const warning = (name: string, about: string, change: Partial<ClusterEvent>): ClusterEvent => ({
  kind: 'Event',
  metadata: metadata('Event', name),
  involvedObject: { uid: `Pod/${about}`, kind: 'Pod', name: about },
  type: 'Warning',
  reason: 'BackOff',
  ...change,
});

/** Everything seen of one Deployment. */
export const observed = (workload: Deployment, ...objects: readonly (Pod | ClusterEvent)[]): Observation =>
  [workload, replicaSet, ...objects].reduce<Observation>(
    (known, object) => observe(known, { type: 'seen', object }, OUR_TIME),
    firstObservation(
      { kind: 'Deployment', name: 'api', namespace: 'production' },
      { uid: 'Deployment/api', generation: 2, serverTime: SERVER_TIME, unchanged: false, at: OUR_TIME },
    ),
  );

export const failed = (code: Failed['class'], pods: readonly string[], sentence = 'It failed.'): Failed => ({
  state: 'failed',
  class: code,
  sentence,
  evidence: [sentence],
  remedy: 'Do this.',
  pods,
});

export const crashing = (exitCode: number, reason = 'Error'): Partial<ContainerStatus> => ({
  restartCount: 2,
  state: { waiting: { reason: 'CrashLoopBackOff' } },
  lastState: { terminated: { exitCode, reason, finishedAt: '2026-11-23T11:00:30Z' } },
});
