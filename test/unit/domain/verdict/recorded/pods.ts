import type { Condition, ContainerState } from '../../../../../domain/verdict/kubernetes.ts';
import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import { time } from './script.ts';
import { HASH, image, NAMESPACE, podSpec, type Template } from './workloads.ts';

export interface PodLife {
  readonly name?: string;
  readonly template?: Template;
  readonly owner?: 'ReplicaSet' | 'StatefulSet' | 'DaemonSet' | 'Job';
  /** Of the container `api`. */
  readonly state?: ContainerState;
  readonly last?: ContainerState;
  readonly restarts?: number;
  readonly ready?: boolean;
  readonly imageID?: string;
  readonly phase?: string;
  readonly status?: object;
  readonly spec?: object;
  readonly conditions?: readonly Condition[];
  readonly deleting?: boolean;
  readonly created?: number;
}

const OWNERS = {
  ReplicaSet: (template: Template) => ({ name: `api-${HASH[template]}`, uid: `uid-rs-${template}` }),
  StatefulSet: () => ({ name: 'api', uid: 'uid-subject' }),
  DaemonSet: () => ({ name: 'api', uid: 'uid-subject' }),
  Job: () => ({ name: 'api', uid: 'uid-subject' }),
} as const;

const LABELS = {
  ReplicaSet: (template: Template) => ({ 'pod-template-hash': HASH[template] }),
  StatefulSet: (template: Template) => ({
    'controller-revision-hash': `api-${HASH[template]}`,
    'apps.kubernetes.io/pod-index': '2',
  }),
  DaemonSet: (template: Template) => ({
    'controller-revision-hash': HASH[template],
    'pod-template-generation': template === 'new' ? '4' : '3',
  }),
  Job: () => ({ 'batch.kubernetes.io/job-name': 'api', 'batch.kubernetes.io/controller-uid': 'uid-subject' }),
} as const;

/** A whole pod. Without a change it is being created on `node-1`. */
export function pod({
  template = 'new',
  owner = 'ReplicaSet',
  name = `api-${HASH[template]}-x2x9p`,
  ready = false,
  state = ready ? { running: { startedAt: time(3) } } : { waiting: { reason: 'ContainerCreating' } },
  ...life
}: PodLife = {}): KubernetesObject {
  const running = state.running !== undefined;
  const condition = (type: string, status: boolean): Condition => ({
    type,
    status: status ? 'True' : 'False',
    ...(status || type === 'Initialized' || type === 'PodScheduled' || type === 'PodReadyToStartContainers'
      ? {}
      : { reason: 'ContainersNotReady', message: 'containers with unready status: [api]' }),
    lastTransitionTime: time(2),
  });
  const own = new Set((life.conditions ?? []).map(({ type }) => type));
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      generateName: name.replace(/[^-]+$/, ''),
      namespace: NAMESPACE,
      uid: `uid-${name}`,
      generation: 1,
      creationTimestamp: time(life.created ?? 1),
      ...(life.deleting ? { deletionTimestamp: time(30), deletionGracePeriodSeconds: 30 } : {}),
      labels: { 'app.kubernetes.io/name': 'api', ...LABELS[owner](template) },
      ownerReferences: [
        {
          apiVersion: owner === 'Job' ? 'batch/v1' : 'apps/v1',
          kind: owner,
          ...OWNERS[owner](template),
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: {
      ...podSpec(template, owner === 'Job' ? { restartPolicy: 'Never' } : {}),
      nodeName: 'gk3-node-1',
      enableServiceLinks: true,
      preemptionPolicy: 'PreemptLowerPriority',
      priority: 0,
      tolerations: [
        { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
      ],
      ...life.spec,
    },
    status: {
      phase: life.phase ?? (running ? 'Running' : 'Pending'),
      observedGeneration: 1,
      conditions: [
        condition('PodReadyToStartContainers', true),
        condition('Initialized', true),
        condition('Ready', ready),
        condition('ContainersReady', ready),
        condition('PodScheduled', true),
      ]
        .filter(({ type }) => !own.has(type))
        .concat(life.conditions ?? []),
      hostIP: '10.128.0.7',
      podIP: '10.20.1.14',
      startTime: time(1),
      qosClass: 'Burstable',
      containerStatuses: [
        {
          name: 'api',
          image: image(template),
          imageID: life.imageID ?? (running || life.restarts ? image(template) : ''),
          ready,
          started: running,
          restartCount: life.restarts ?? 0,
          state,
          lastState: life.last ?? {},
          ...(running ? { containerID: 'containerd://4f1c' } : {}),
        },
      ],
      ...life.status,
    },
  };
}

/** No node yet, so the kubelet has said nothing. */
export const unplaced = (condition: Omit<Condition, 'type' | 'status'>, life: PodLife = {}): KubernetesObject => {
  const placed = pod(life);
  const { nodeName: _, ...spec } = placed['spec'] as Record<string, unknown>;
  return {
    ...placed,
    spec,
    status: {
      phase: 'Pending',
      conditions: [{ type: 'PodScheduled', status: 'False', lastTransitionTime: time(1), ...condition }],
      qosClass: 'Burstable',
    },
  };
};

export const waiting = (reason: string, message?: string): ContainerState => ({
  waiting: { reason, ...(message === undefined ? {} : { message }) },
});

export const ended = (exitCode: number, reason = 'Error', { from = 3, to = 4, message }: Run = {}): ContainerState => ({
  terminated: {
    exitCode,
    reason,
    startedAt: time(from),
    finishedAt: time(to),
    ...(message === undefined ? {} : { message }),
  },
});
interface Run {
  readonly from?: number;
  readonly to?: number;
  readonly message?: string;
}

/** A container that ended `times` times and waits for its next run. */
export const crashing = (times: number, end: ContainerState = ended(1)): PodLife => ({
  restarts: times - 1,
  state: waiting('CrashLoopBackOff', 'back-off 10s restarting failed container=api pod=api_production'),
  last: end,
  phase: 'Running',
});

export const BACK_OFF = `Back-off pulling image "${image()}"`;

/** An event as a kubelet or a controller records it. */
export const event = (
  reason: string,
  message: string,
  { about = pod(), type = 'Warning', count = 1, second = 5, container }: EventChange = {},
): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: {
    name: `${about.metadata.name}.${reason.toLowerCase()}.${message.length}`,
    namespace: NAMESPACE,
    uid: `uid-event-${about.metadata.name}-${reason}-${message.length}`,
    creationTimestamp: time(second),
  },
  involvedObject: {
    apiVersion: about.apiVersion,
    kind: about.kind,
    namespace: NAMESPACE,
    name: about.metadata.name,
    uid: about.metadata.uid,
    ...(container === undefined ? {} : { fieldPath: `spec.containers{${container}}` }),
  },
  reason,
  message,
  source: { component: 'kubelet', host: 'gk3-node-1' },
  firstTimestamp: time(second),
  lastTimestamp: time(second),
  count,
  type,
  eventTime: null,
  reportingComponent: 'kubelet',
  reportingInstance: 'gk3-node-1',
});
interface EventChange {
  readonly about?: KubernetesObject;
  readonly type?: 'Normal' | 'Warning';
  readonly count?: number;
  readonly second?: number;
  readonly container?: string;
}
