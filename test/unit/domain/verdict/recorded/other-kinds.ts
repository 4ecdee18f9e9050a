import type { Condition } from '../../../../../domain/verdict/kubernetes.ts';
import type { KubernetesObject } from '../../../../../engine/rollout/cluster.ts';
import type { PodLife } from './pods.ts';
import { time } from './script.ts';
import { NAMESPACE } from './workloads.ts';

export const CLAIM = { kind: 'PersistentVolumeClaim', name: 'data', namespace: NAMESPACE } as const;
export const CERTIFICATE = {
  kind: 'Custom',
  apiVersion: 'cert-manager.io/v1',
  type: 'Certificate',
  name: 'api',
  namespace: NAMESPACE,
} as const;

export const BACKOFF_LIMIT: Condition = {
  type: 'Failed',
  status: 'True',
  reason: 'BackoffLimitExceeded',
  message: 'Job has reached the specified backoff limit',
  lastTransitionTime: time(8),
};

export const claim = (phase: 'Pending' | 'Bound' | 'Lost', name = 'data'): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: {
    name,
    namespace: NAMESPACE,
    uid: `uid-claim-${name}`,
    creationTimestamp: time(0),
    finalizers: ['kubernetes.io/pvc-protection'],
  },
  spec: {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '10Gi' } },
    storageClassName: 'fast',
    volumeMode: 'Filesystem',
    ...(phase === 'Pending' ? {} : { volumeName: 'pvc-31f0' }),
  },
  status: { phase, ...(phase === 'Bound' ? { accessModes: ['ReadWriteOnce'], capacity: { storage: '10Gi' } } : {}) },
});

export const certificate = (
  conditions: readonly Condition[] | undefined,
  {
    generation = 4,
    observedGeneration,
    deleting = false,
  }: { readonly generation?: number; readonly observedGeneration?: number; readonly deleting?: boolean } = {},
): KubernetesObject => ({
  apiVersion: 'cert-manager.io/v1',
  kind: 'Certificate',
  metadata: {
    name: 'api',
    namespace: NAMESPACE,
    uid: 'uid-subject',
    generation,
    creationTimestamp: '2026-11-01T08:00:00Z',
    ...(deleting ? { deletionTimestamp: time(5), finalizers: ['cert-manager.io/cleanup'] } : {}),
  },
  spec: { secretName: 'api-tls', dnsNames: ['api.shop.example'], issuerRef: { name: 'ca', kind: 'Issuer' } },
  ...(conditions === undefined
    ? {}
    : { status: { conditions, ...(observedGeneration === undefined ? {} : { observedGeneration }) } }),
});

export const condition = (type: string, status: Condition['status'], change: Partial<Condition> = {}): Condition => ({
  type,
  status,
  reason: type,
  message: `${type} is ${status}`,
  lastTransitionTime: time(1),
  ...change,
});

export const STALLED = condition('Stalled', 'True', {
  reason: 'IssuerNotFound',
  message: 'there is no issuer of this name',
});

/** As the kubelet leaves a pod that it evicted. */
export const EVICTED: PodLife = {
  phase: 'Failed',
  status: {
    reason: 'Evicted',
    message: 'The node was low on resource: memory. Threshold quantity: 100Mi, available: 80Mi.',
    containerStatuses: [],
  },
  conditions: [
    {
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'TerminationByKubelet',
      message: 'The node was low on resource: memory. Threshold quantity: 100Mi, available: 80Mi.',
    },
  ],
};
