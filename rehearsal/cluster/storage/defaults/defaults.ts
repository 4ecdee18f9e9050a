import type { KubernetesObject } from '../../kubernetes-object.ts';
import { record } from '../frozen.ts';
import { canonicalQuantity } from '../quantity.ts';
import { groupVersion, type ResourceType } from '../resource-type.ts';
import { cronJobDefaults, jobDefaults } from './batch.ts';
import { each, type Fields, filled, within } from './fields.ts';
import { podDefaults, podSpecDefaults } from './pod-spec.ts';
import { serviceDefaults } from './service.ts';
import { claimDefaults, daemonSetDefaults, statefulSetDefaults } from './sets.ts';
import { onSkeleton } from './skeleton.ts';

type Defaults = (object: KubernetesObject, live: KubernetesObject | undefined) => Fields;

/** What is stored has its defaults: a write of the status leaves the specification as it is. */
const spec =
  (change: (part: Fields) => Fields): Defaults =>
  (object, live) =>
    object['spec'] === live?.['spec'] ? object : within(object, 'spec', change);

const template = (part: Fields): Fields => within(part, 'template', (pod) => within(pod, 'spec', podSpecDefaults));

const amounts = (part: Fields, name: string): Fields =>
  within(part, name, (values) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, canonicalQuantity(value)])),
  );

const deployment = (part: Fields): Fields => {
  const full = filled(template(part), { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 });
  const strategy = filled(record(part['strategy']), { type: 'RollingUpdate' });
  return {
    ...full,
    strategy:
      strategy['type'] === 'RollingUpdate'
        ? {
            ...strategy,
            rollingUpdate: filled(record(strategy['rollingUpdate']), { maxSurge: '25%', maxUnavailable: '25%' }),
          }
        : strategy,
  };
};

const replicaSet = (part: Fields): Fields => filled(template(part), { replicas: 1 });

const namespace: Defaults = (object) => ({
  ...object,
  metadata: {
    ...object.metadata,
    labels: { ...object.metadata.labels, 'kubernetes.io/metadata.name': object.metadata.name },
  },
});

/** For containers the maximum is the default limit, and that the default request. */
const limitRangeItem = (item: Fields): Fields => {
  const full = ['max', 'min', 'default', 'defaultRequest'].reduce(amounts, item);
  if (full['type'] !== 'Container') return full;
  const limit = { ...record(full['max']), ...record(full['default']) };
  const request = { ...record(full['min']), ...limit, ...record(full['defaultRequest']) };
  return {
    ...full,
    ...(Object.keys(limit).length === 0 ? {} : { default: limit }),
    ...(Object.keys(request).length === 0 ? {} : { defaultRequest: request }),
  };
};

const secret: Defaults = ({ stringData, ...object }) => {
  const encoded = Object.entries(record(stringData)).map(([key, value]) => [
    key,
    Buffer.from(String(value)).toString('base64'),
  ]);
  return {
    ...object,
    ...(encoded.length === 0 ? {} : { data: { ...record(object['data']), ...Object.fromEntries(encoded) } }),
    type: object['type'] ?? 'Opaque',
  };
};

const networkPolicy = (part: Fields): Fields => {
  const ports = (rule: Fields): Fields => each(rule, 'ports', (port) => filled(port, { protocol: 'TCP' }));
  return filled(each(each(part, 'ingress', ports), 'egress', ports), {
    policyTypes: part['egress'] === undefined ? ['Ingress'] : ['Ingress', 'Egress'],
  });
};

const autoscaler = (part: Fields): Fields =>
  filled(part, {
    minReplicas: 1,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }],
  });

const roleBinding: Defaults = (object) =>
  each(
    within(object, 'roleRef', (reference) => filled(reference, { apiGroup: 'rbac.authorization.k8s.io' })),
    'subjects',
    (subject) => filled(subject, subject['kind'] === 'ServiceAccount' ? {} : { apiGroup: 'rbac.authorization.k8s.io' }),
  );

/** Defaults by kind, as the real API server fills them in. A kind without an entry has none. */
const DEFAULTS: Readonly<Record<string, Defaults>> = {
  'apps/v1/DaemonSet': spec(daemonSetDefaults),
  'apps/v1/Deployment': spec(deployment),
  'apps/v1/ReplicaSet': spec(replicaSet),
  'apps/v1/StatefulSet': spec(statefulSetDefaults),
  'autoscaling/v2/HorizontalPodAutoscaler': spec(autoscaler),
  'batch/v1/CronJob': spec(cronJobDefaults),
  'batch/v1/Job': jobDefaults,
  'discovery.k8s.io/v1/EndpointSlice': (object) =>
    each(object, 'ports', (port) => filled(port, { name: '', protocol: 'TCP' })),
  'networking.k8s.io/v1/NetworkPolicy': spec(networkPolicy),
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding': roleBinding,
  'rbac.authorization.k8s.io/v1/RoleBinding': roleBinding,
  'scheduling.k8s.io/v1/PriorityClass': (object) => filled(object, { preemptionPolicy: 'PreemptLowerPriority' }),
  'v1/Endpoints': (object) =>
    each(object, 'subsets', (subset) => each(subset, 'ports', (port) => filled(port, { protocol: 'TCP' }))),
  'v1/Event': (object) => filled(object, { type: 'Normal' }),
  'v1/LimitRange': spec((part) => each(part, 'limits', limitRangeItem)),
  'v1/Namespace': namespace,
  'v1/PersistentVolumeClaim': claimDefaults,
  'v1/Pod': spec(podDefaults),
  'v1/ResourceQuota': spec((part) => amounts(part, 'hard')),
  'v1/Secret': secret,
  'v1/Service': (object, live) => within(object, 'spec', (part) => serviceDefaults(part, record(live?.['spec']))),
};

/** The object with everything filled in that a real API server fills in.
 *  https://kubernetes.io/docs/reference/using-api/api-concepts/ — defaults of kubernetes/pkg/apis/<group>/<version>/defaults.go */
export const withDefaults = (
  type: ResourceType,
  object: KubernetesObject,
  live?: KubernetesObject,
): KubernetesObject => {
  const defaults = DEFAULTS[`${groupVersion(type)}/${type.kind}`];
  const result = defaults === undefined ? object : (defaults(object, live) as KubernetesObject);
  return onSkeleton(result);
};
