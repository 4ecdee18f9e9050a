import type { Condition } from '../../../../../domain/verdict/kubernetes.ts';
import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import { time } from './script.ts';

/** Whole objects as Kubernetes 1.36 serves them: `api` in `production`, 3 replicas, one template after another. */
export const NAMESPACE = 'production';
export const DIGEST = { old: 'b'.repeat(64), new: 'a'.repeat(64) } as const;
export type Template = keyof typeof DIGEST;
export const image = (template: Template = 'new'): string =>
  `asia-northeast3-docker.pkg.dev/shop/services/api@sha256:${DIGEST[template]}`;
export const HASH = { old: '5d9c7b6f4', new: '7f6d8c9b5' } as const satisfies Record<Template, string>;

export const DEPLOYMENT = { kind: 'Deployment', name: 'api', namespace: NAMESPACE } as const;
export const STATEFUL_SET = { kind: 'StatefulSet', name: 'api', namespace: NAMESPACE } as const;
export const DAEMON_SET = { kind: 'DaemonSet', name: 'api', namespace: NAMESPACE } as const;
export const JOB = { kind: 'Job', name: 'api', namespace: NAMESPACE } as const;

export const podSpec = (template: Template, extra: object = {}) => ({
  containers: [
    {
      name: 'api',
      image: image(template),
      imagePullPolicy: 'IfNotPresent',
      ports: [{ name: 'http', containerPort: 8000, protocol: 'TCP' }],
      resources: { limits: { memory: '512Mi' }, requests: { cpu: '250m', memory: '512Mi' } },
      readinessProbe: {
        httpGet: { path: '/health/ready', port: 'http', scheme: 'HTTP' },
        timeoutSeconds: 1,
        periodSeconds: 2,
        successThreshold: 1,
        failureThreshold: 3,
      },
      livenessProbe: {
        httpGet: { path: '/health/live', port: 'http', scheme: 'HTTP' },
        timeoutSeconds: 1,
        periodSeconds: 10,
        successThreshold: 1,
        failureThreshold: 3,
      },
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
    },
  ],
  restartPolicy: 'Always',
  terminationGracePeriodSeconds: 30,
  dnsPolicy: 'ClusterFirst',
  serviceAccountName: 'api',
  serviceAccount: 'api',
  securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  schedulerName: 'default-scheduler',
  ...extra,
});

const template = (which: Template, labels: Readonly<Record<string, string>> = {}, extra: object = {}) => ({
  metadata: { labels: { 'app.kubernetes.io/name': 'api', ...labels } },
  spec: podSpec(which, extra),
});

/** Numbers of a status; each default is that of a rollout that is done. */
export interface Counts {
  readonly replicas?: number;
  readonly total?: number;
  readonly updated?: number;
  readonly ready?: number;
  readonly generation?: number;
  readonly observed?: number;
}

const subjectMetadata = (generation: number, annotations: Readonly<Record<string, string>> = {}) => ({
  name: 'api',
  namespace: NAMESPACE,
  uid: 'uid-subject',
  generation,
  creationTimestamp: '2026-11-01T08:00:00Z',
  labels: { 'app.kubernetes.io/name': 'api', 'app.kubernetes.io/managed-by': 'sluice' },
  annotations,
  managedFields: [
    { manager: 'sluice', operation: 'Apply', apiVersion: 'apps/v1', fieldsType: 'FieldsV1', fieldsV1: {} },
  ],
});

export function deployment(
  {
    replicas = 3,
    total = replicas,
    updated = replicas,
    ready = replicas,
    generation = 4,
    observed = generation,
  }: Counts = {},
  { conditions = [], spec = {} }: { readonly conditions?: readonly Condition[]; readonly spec?: object } = {},
): KubernetesObject {
  const available: Condition =
    ready >= replicas
      ? {
          type: 'Available',
          status: 'True',
          reason: 'MinimumReplicasAvailable',
          message: 'Deployment has minimum availability.',
        }
      : {
          type: 'Available',
          status: 'False',
          reason: 'MinimumReplicasUnavailable',
          message: 'Deployment does not have minimum availability.',
        };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: subjectMetadata(generation, { 'deployment.kubernetes.io/revision': '7' }),
    spec: {
      replicas,
      selector: { matchLabels: { 'app.kubernetes.io/name': 'api' } },
      template: template('new'),
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      ...spec,
    },
    status: {
      observedGeneration: observed,
      replicas: total,
      updatedReplicas: updated,
      readyReplicas: ready,
      availableReplicas: ready,
      ...(ready < total ? { unavailableReplicas: total - ready } : {}),
      terminatingReplicas: 0,
      conditions: [available, ...conditions],
    },
  };
}

export const progressing = (reason: string, at: string): Condition => ({
  type: 'Progressing',
  status: reason === 'ProgressDeadlineExceeded' ? 'False' : 'True',
  reason,
  message: `ReplicaSet "api-${HASH.new}" has ${reason}.`,
  lastUpdateTime: at,
  lastTransitionTime: at,
});

export const replicaSet = (
  which: Template = 'new',
  { conditions = [], created = time(1), revision = '7', replicas = 3 }: ReplicaSetChange = {},
): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: {
    name: `api-${HASH[which]}`,
    namespace: NAMESPACE,
    uid: `uid-rs-${which}`,
    generation: 1,
    creationTimestamp: which === 'old' ? '2026-11-20T08:00:00Z' : created,
    labels: { 'app.kubernetes.io/name': 'api', 'pod-template-hash': HASH[which] },
    annotations: {
      'deployment.kubernetes.io/desired-replicas': '3',
      'deployment.kubernetes.io/max-replicas': '4',
      'deployment.kubernetes.io/revision': revision,
    },
    ownerReferences: [
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        name: 'api',
        uid: 'uid-subject',
        controller: true,
        blockOwnerDeletion: true,
      },
    ],
  },
  spec: {
    replicas,
    selector: { matchLabels: { 'app.kubernetes.io/name': 'api', 'pod-template-hash': HASH[which] } },
    template: template(which, { 'pod-template-hash': HASH[which] }),
  },
  status: { replicas, fullyLabeledReplicas: replicas, observedGeneration: 1, conditions },
});

interface ReplicaSetChange {
  readonly conditions?: readonly Condition[];
  readonly created?: string;
  readonly revision?: string;
  readonly replicas?: number;
}

export const refusedCreation = (message: string): Condition => ({
  type: 'ReplicaFailure',
  status: 'True',
  reason: 'FailedCreate',
  message,
  lastTransitionTime: time(1),
});

export const statefulSet = (
  {
    replicas = 3,
    total = replicas,
    updated = replicas,
    ready = replicas,
    generation = 4,
    observed = generation,
  }: Counts = {},
  {
    spec = {},
    done = updated === replicas && ready === replicas,
  }: { readonly spec?: object; readonly done?: boolean } = {},
): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: subjectMetadata(generation),
  spec: {
    replicas,
    selector: { matchLabels: { 'app.kubernetes.io/name': 'api' } },
    template: template('new'),
    serviceName: 'api',
    podManagementPolicy: 'OrderedReady',
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0, maxUnavailable: 1 } },
    revisionHistoryLimit: 10,
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    ...spec,
  },
  status: {
    observedGeneration: observed,
    replicas: total,
    readyReplicas: ready,
    availableReplicas: ready,
    currentReplicas: done ? replicas : total - updated,
    updatedReplicas: updated,
    currentRevision: `api-${done ? HASH.new : HASH.old}`,
    updateRevision: `api-${HASH.new}`,
    collisionCount: 0,
  },
});

export const daemonSet = (
  {
    replicas = 3,
    total = replicas,
    updated = replicas,
    ready = replicas,
    generation = 4,
    observed = generation,
  }: Counts = {},
  { spec = {} }: { readonly spec?: object } = {},
): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: subjectMetadata(generation, { 'deprecated.daemonset.template.generation': '4' }),
  spec: {
    selector: { matchLabels: { 'app.kubernetes.io/name': 'api' } },
    template: template('new'),
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
    revisionHistoryLimit: 10,
    ...spec,
  },
  status: {
    observedGeneration: observed,
    currentNumberScheduled: total,
    desiredNumberScheduled: replicas,
    numberMisscheduled: 0,
    numberReady: ready,
    numberAvailable: ready,
    updatedNumberScheduled: updated,
  },
});

export const job = (
  status: object,
  { spec = {}, restartPolicy = 'Never' }: { readonly spec?: object; readonly restartPolicy?: string } = {},
): KubernetesObject => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { ...subjectMetadata(1), creationTimestamp: time(0) },
  spec: {
    parallelism: 1,
    completions: 1,
    completionMode: 'NonIndexed',
    backoffLimit: 6,
    suspend: false,
    podReplacementPolicy: 'TerminatingOrFailed',
    selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': 'uid-subject' } },
    template: template('new', { 'batch.kubernetes.io/job-name': 'api' }, { restartPolicy }),
    ...spec,
  },
  status: { startTime: time(0), terminating: 0, uncountedTerminatedPods: {}, ...status },
});
