import type {
  ClusterEvent,
  Condition,
  ContainerState,
  Deployment,
  Pod,
  PodSpec,
  ReplicaSet,
} from '../../../../domain/verdict/kubernetes.ts';
import { type Applied, type Fact, firstObservation, type Observation } from '../../../../domain/verdict/observation.ts';
import { observe } from '../../../../domain/verdict/observe.ts';

/** Objects of one rollout as Kubernetes 1.36 reports them: Deployment "api", its old and new ReplicaSet, pods and events. */
export const SUBJECT = { kind: 'Deployment', name: 'api', namespace: 'production' } as const;
export const IMAGE = `registry.example/services/api@sha256:${'a'.repeat(64)}`;
export const APPLIED: Applied = {
  uid: 'deploy',
  generation: 2,
  serverTime: '2026-11-23T12:00:00.000Z',
  unchanged: false,
  at: 0,
};

let version = 100;
const next = (): string => String(++version);

const spec: PodSpec = {
  containers: [
    {
      name: 'api',
      image: IMAGE,
      resources: { limits: { memory: '64Mi' } },
      readinessProbe: { httpGet: { path: '/health/ready', port: 'http' }, periodSeconds: 2, failureThreshold: 3 },
      livenessProbe: { httpGet: { path: '/health/live', port: 'http' } },
    },
  ],
};

export const deployment = ({
  replicas = 2,
  generation = 2,
  observed = generation,
  status = {},
  conditions = [],
  maxUnavailable = 0,
  deadline = 600,
}: {
  replicas?: number;
  generation?: number;
  observed?: number;
  status?: { replicas?: number; updatedReplicas?: number; availableReplicas?: number };
  conditions?: readonly Condition[];
  maxUnavailable?: number | string;
  deadline?: number;
} = {}): Deployment => ({
  kind: 'Deployment',
  metadata: { name: 'api', namespace: 'production', uid: 'deploy', resourceVersion: next(), generation },
  spec: {
    replicas,
    progressDeadlineSeconds: deadline,
    selector: { matchLabels: { app: 'api' } },
    template: { metadata: { labels: { app: 'api' } }, spec },
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable, maxSurge: 1 } },
  },
  status: { observedGeneration: observed, ...status, conditions },
});

export const rolledOut = (replicas = 2): Deployment =>
  deployment({ replicas, status: { replicas, updatedReplicas: replicas, availableReplicas: replicas } });

export const replicaSet = (which: 'new' | 'old' = 'new', conditions: readonly Condition[] = []): ReplicaSet => ({
  kind: 'ReplicaSet',
  metadata: {
    name: `api-${which}`,
    uid: `rs-${which}`,
    resourceVersion: next(),
    ownerReferences: [{ uid: 'deploy', kind: 'Deployment', name: 'api', controller: true }],
  },
  spec: {
    replicas: 1,
    template: {
      metadata: { labels: { app: 'api', 'pod-template-hash': which } },
      spec: which === 'new' ? spec : { containers: [{ name: 'api', image: IMAGE.replace(/a/g, 'b') }] },
    },
  },
  status: { conditions },
});

export interface PodShape {
  readonly name?: string;
  readonly set?: 'new' | 'old';
  readonly ready?: boolean;
  readonly started?: boolean;
  readonly restarts?: number;
  readonly state?: ContainerState;
  readonly lastState?: ContainerState;
  readonly imageID?: string;
  readonly init?: { readonly restarts: number; readonly state: ContainerState; readonly lastState?: ContainerState };
  readonly conditions?: readonly Condition[];
  readonly deleting?: true;
  readonly gates?: readonly string[];
}

export const pod = ({
  name = 'api-new-1',
  set = 'new',
  ready = false,
  restarts = 0,
  state,
  lastState,
  ...rest
}: PodShape = {}): Pod => ({
  kind: 'Pod',
  metadata: {
    name,
    uid: name,
    resourceVersion: next(),
    ownerReferences: [{ uid: `rs-${set}`, kind: 'ReplicaSet', name: `api-${set}`, controller: true }],
    ...(rest.deleting ? { deletionTimestamp: '2026-11-23T12:00:00Z' } : {}),
  },
  spec: {
    ...spec,
    ...(rest.init ? { initContainers: [{ name: 'migrate', image: IMAGE }] } : {}),
    ...(rest.gates ? { readinessGates: rest.gates.map((conditionType) => ({ conditionType })) } : {}),
  },
  status: {
    phase: ready ? 'Running' : 'Pending',
    conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }, ...(rest.conditions ?? [])],
    ...(rest.init
      ? {
          initContainerStatuses: [
            {
              name: 'migrate',
              ready: false,
              restartCount: rest.init.restarts,
              state: rest.init.state,
              ...(rest.init.lastState ? { lastState: rest.init.lastState } : {}),
            },
          ],
        }
      : {}),
    containerStatuses: [
      {
        name: 'api',
        image: IMAGE,
        imageID: rest.imageID ?? '',
        ready,
        started: rest.started ?? ready,
        restartCount: restarts,
        state: state ?? (ready ? { running: {} } : { waiting: { reason: 'ContainerCreating' } }),
        ...(lastState ? { lastState } : {}),
      },
    ],
  },
});

export const waiting = (reason: string, message?: string): ContainerState => ({
  waiting: { reason, ...(message === undefined ? {} : { message }) },
});
export const ended = (exitCode: number, reason = 'Error', message?: string): ContainerState => ({
  terminated: {
    exitCode,
    reason,
    startedAt: '2026-11-23T12:00:10Z',
    finishedAt: '2026-11-23T12:00:11Z',
    ...(message === undefined ? {} : { message }),
  },
});
/** A container that ended `times` times and now waits for its next run. */
export const crashing = (
  times: number,
  end: ContainerState = ended(1),
): Pick<PodShape, 'restarts' | 'state' | 'lastState'> => ({
  restarts: times - 1,
  state: waiting('CrashLoopBackOff', 'back-off 10s restarting failed container'),
  lastState: end,
});

export const event = (
  reason: string,
  message: string,
  { about = 'api-new-1', count = 1, container = 'api' } = {},
): ClusterEvent => ({
  kind: 'Event',
  metadata: {
    name: `${about}.${reason}.${message.length}`,
    uid: `${about}/${reason}/${message}`,
    resourceVersion: next(),
  },
  involvedObject: { uid: about, kind: 'Pod', name: about, fieldPath: `spec.containers{${container}}` },
  type: 'Warning',
  reason,
  message,
  count,
  lastTimestamp: '2026-11-23T12:00:20Z',
});

export const seen = (object: Deployment | ReplicaSet | Pod | ClusterEvent): Fact => ({ type: 'seen', object });

/** Replays facts, each at its second. */
export const replay = (steps: readonly (readonly [number, ...Fact[]])[], applied: Applied = APPLIED): Observation =>
  steps.reduce(
    (observation, [second, ...facts]) =>
      facts.reduce((state, fact) => observe(state, fact, second * 1000), observation),
    firstObservation(SUBJECT, applied),
  );
