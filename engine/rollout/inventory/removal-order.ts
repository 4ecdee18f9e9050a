import type { KubernetesObject } from '../cluster.ts';
import { isWorkload } from '../workload.ts';

/** What acts on pods of others goes before anything is written, the rest once these run. */
export type Turn = 'first' | 'last';

/** Other controllers that scale or restart pods. @see https://keda.sh/docs/latest/reference/scaledobject-spec/ */
const ACTING = [
  'HorizontalPodAutoscaler',
  'ScaledObject',
  'VerticalPodAutoscaler',
  'NetworkPolicy',
  'CiliumNetworkPolicy',
  'PodDisruptionBudget',
];
/** Then what leads to workloads, then these, then what pods may still read. */
const LATER = ['Ingress', 'HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'Service', 'workload', 'CronJob', '*'];
const LATEST = ['Secret', 'ConfigMap', 'RoleBinding', 'Role', 'ServiceAccount'];
const ORDER = [...ACTING, ...LATER, ...LATEST];

export const turnOf = ({ kind }: KubernetesObject): Turn => (ACTING.includes(kind) ? 'first' : 'last');

/** In the order that hurts least. */
export const inOrderOfRemoval = (objects: readonly KubernetesObject[]): readonly KubernetesObject[] =>
  objects.toSorted((a, b) => rank(a) - rank(b));

function rank(object: KubernetesObject): number {
  const place = ORDER.indexOf(isWorkload(object) ? 'workload' : object.kind);
  return place < 0 ? ORDER.indexOf('*') : place;
}
