import type { KubernetesObject } from '../../kubernetes-object.ts';

const POD_SPEC = { containers: [] };
const TEMPLATE = { metadata: {}, spec: POD_SPEC };

/** Parts of each kind that Go's types cannot leave out, and so stand in every answer of a real API server even when empty.
 *  k8s.io/api: struct fields that are not pointers, lists without `omitempty`. */
const SKELETONS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'apps/v1/Deployment': { spec: { strategy: {}, template: TEMPLATE }, status: {} },
  'apps/v1/ReplicaSet': { spec: { template: TEMPLATE }, status: {} },
  'apps/v1/StatefulSet': {
    spec: { serviceName: '', template: TEMPLATE, updateStrategy: {} },
    status: { replicas: 0, availableReplicas: 0 },
  },
  'apps/v1/DaemonSet': {
    spec: { template: TEMPLATE, updateStrategy: {} },
    status: { currentNumberScheduled: 0, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0 },
  },
  'batch/v1/CronJob': { spec: { jobTemplate: { metadata: {}, spec: { template: TEMPLATE } } }, status: {} },
  'batch/v1/Job': { spec: { template: TEMPLATE }, status: {} },
  'v1/PersistentVolumeClaim': { spec: { resources: {} }, status: {} },
  'v1/Pod': { spec: POD_SPEC, status: {} },
  'v1/Service': { spec: {}, status: { loadBalancer: {} } },
  'v1/Namespace': { spec: {}, status: {} },
  'v1/Node': { spec: {}, status: {} },
  'v1/ResourceQuota': { spec: {}, status: {} },
  'v1/LimitRange': { spec: {} },
  'v1/Event': { involvedObject: {}, source: {} },
  'autoscaling/v2/HorizontalPodAutoscaler': { spec: { scaleTargetRef: {} }, status: {} },
  'networking.k8s.io/v1/Ingress': { spec: {}, status: { loadBalancer: {} } },
  'networking.k8s.io/v1/NetworkPolicy': { spec: { podSelector: {} } },
  'policy/v1/PodDisruptionBudget': { spec: {}, status: {} },
  'coordination.k8s.io/v1/Lease': { spec: {} },
};

/** The emptiest object of a kind. */
export const skeletonOf = ({ apiVersion, kind }: KubernetesObject): Readonly<Record<string, unknown>> => ({
  metadata: {},
  ...SKELETONS[`${apiVersion}/${kind}`],
});

/** The object as its type always shows it: what Go cannot leave out is there. Parts to which nothing is added stay the very parts. */
export const onSkeleton = (object: KubernetesObject): KubernetesObject =>
  laidOver(skeletonOf(object), object) as KubernetesObject;

const laidOver = (base: unknown, value: unknown): unknown => {
  if (value === undefined) return base;
  if (typeof base !== 'object' || base === null || typeof value !== 'object' || value === null || Array.isArray(value))
    return value;
  const given = value as Readonly<Record<string, unknown>>;
  const missing = Object.entries(base).flatMap(([name, part]) => {
    const whole = laidOver(part, given[name]);
    return whole === given[name] ? [] : [[name, whole] as const];
  });
  return missing.length === 0 ? value : { ...given, ...Object.fromEntries(missing) };
};
