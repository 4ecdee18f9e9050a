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
