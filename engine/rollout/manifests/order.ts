import type { KubernetesObject } from '../cluster.ts';

/** Kinds that others need come first, workloads late, and what points at workloads after them. */
const ORDER = [
  'ResourceQuota',
  'LimitRange',
  'ServiceAccount',
  'Role',
  'RoleBinding',
  'ConfigMap',
  'Secret',
  'PersistentVolumeClaim',
  'NetworkPolicy',
  'Service',
  '*',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  // Once the Jobs that come before the release are done.
  'CronJob',
  'PodDisruptionBudget',
  'HorizontalPodAutoscaler',
  'Ingress',
  'HTTPRoute',
];

export const byOrderOfWriting = (a: KubernetesObject, b: KubernetesObject): number => rank(a) - rank(b);

function rank({ kind }: KubernetesObject): number {
  const place = ORDER.indexOf(kind);
  return place < 0 ? ORDER.indexOf('*') : place;
}
