import type { KubernetesObject } from '../../kubernetes-object.ts';
import { record, sameJson } from '../frozen.ts';
import { parseQuantity } from '../quantity.ts';
import { groupVersion, type ResourceType } from '../resource-type.ts';
import type { FieldProblem } from '../status-errors.ts';
import { bindingProblems, roleProblems } from './access.ts';
import { claimProblems } from './claim.ts';
import { configurationProblems } from './configuration.ts';
import { cronJobProblems } from './cron-job.ts';
import { jobProblems } from './job.ts';
import { metadataProblems } from './metadata.ts';
import { podProblems } from './pod.ts';
import { priorityClassProblems } from './priority-class.ts';
import { invalid, nonNegative, required } from './problem.ts';
import { serviceProblems } from './service.ts';
import { daemonSetProblems, statefulSetProblems } from './sets.ts';
import { workloadProblems } from './workload.ts';

type Rule = (object: KubernetesObject, live: KubernetesObject | undefined) => readonly FieldProblem[];
type Fields = Readonly<Record<string, unknown>>;

const spec =
  (rule: (spec: Fields, live: Fields | undefined) => readonly FieldProblem[]): Rule =>
  (object, live) =>
    rule(record(object['spec']), live === undefined ? undefined : record(live['spec']));

const autoscaler = (part: Fields): readonly FieldProblem[] => {
  const [least, most] = [Number(part['minReplicas'] ?? 1), Number(part['maxReplicas'] ?? 0)];
  return [
    ...(least < 1 ? [invalid('spec.minReplicas', least, 'must be greater than or equal to 1')] : []),
    ...(most < 1 ? [invalid('spec.maxReplicas', most, 'must be greater than 0')] : []),
    ...(most < least ? [invalid('spec.maxReplicas', most, 'must be greater than or equal to `minReplicas`')] : []),
    ...['kind', 'name'].flatMap((name) =>
      record(part['scaleTargetRef'])[name] ? [] : [required(`spec.scaleTargetRef.${name}`)],
    ),
  ];
};

const disruptionBudget = (part: Fields): readonly FieldProblem[] => [
  ...(part['minAvailable'] !== undefined && part['maxUnavailable'] !== undefined
    ? [
        invalid(
          'spec',
          {
            MinAvailable: part['minAvailable'],
            Selector: part['selector'] ?? null,
            MaxUnavailable: part['maxUnavailable'],
            UnhealthyPodEvictionPolicy: part['unhealthyPodEvictionPolicy'] ?? null,
          },
          'minAvailable and maxUnavailable cannot be both set',
        ),
      ]
    : []),
  ...['minAvailable', 'maxUnavailable'].flatMap((name) =>
    typeof part[name] === 'string' ? [] : nonNegative(`spec.${name}`, part[name]),
  ),
];

const quota = (part: Fields): readonly FieldProblem[] =>
  Object.entries(record(part['hard'])).flatMap(([name, value]) =>
    parseQuantity(value) === undefined ? [invalid(`spec.hard[${name}]`, value, 'must be a quantity')] : [],
  );

const revision: Rule = (object, live) => [
  ...nonNegative('revision', object['revision']),
  ...(live === undefined && object['data'] === undefined ? [required('data', 'data is mandatory')] : []),
  ...(live !== undefined && !sameJson(live['data'], object['data'])
    ? [invalid('data', object['data'], 'field is immutable')]
    : []),
];

/** Rules by kind. A kind without an entry has its metadata checked only. */
const RULES: Readonly<Record<string, Rule>> = {
  'apps/v1/ControllerRevision': revision,
  'apps/v1/DaemonSet': spec(daemonSetProblems),
  'apps/v1/Deployment': spec((part, live) => workloadProblems('deployment', part, live)),
  'apps/v1/ReplicaSet': spec((part, live) => workloadProblems('replicaset', part, live)),
  'apps/v1/StatefulSet': spec(statefulSetProblems),
  'autoscaling/v2/HorizontalPodAutoscaler': spec(autoscaler),
  'batch/v1/CronJob': cronJobProblems,
  'batch/v1/Job': jobProblems,
  'policy/v1/PodDisruptionBudget': spec(disruptionBudget),
  'rbac.authorization.k8s.io/v1/ClusterRole': roleProblems,
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding': bindingProblems,
  'rbac.authorization.k8s.io/v1/Role': roleProblems,
  'rbac.authorization.k8s.io/v1/RoleBinding': bindingProblems,
  'scheduling.k8s.io/v1/PriorityClass': priorityClassProblems,
  'v1/ConfigMap': configurationProblems,
  'v1/PersistentVolumeClaim': spec(claimProblems),
  'v1/Pod': spec(podProblems),
  'v1/ResourceQuota': spec(quota),
  'v1/Secret': configurationProblems,
  'v1/Service': spec(serviceProblems),
};

/** Everything wrong with an object, in Kubernetes' words; with `live` also what may not change.
 *  kubernetes/pkg/apis/<group>/validation/validation.go, as far as a delivery meets it. */
export const problemsOf = (
  type: ResourceType,
  object: KubernetesObject,
  live?: KubernetesObject,
): readonly FieldProblem[] => [
  ...metadataProblems(type, object, live),
  ...(RULES[`${groupVersion(type)}/${type.kind}`]?.(object, live) ?? []),
];
