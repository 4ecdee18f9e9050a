import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ResourceKey } from '../object-store.ts';
import type { Collections } from './collections.ts';
import { within } from './defaults/fields.ts';
import { record } from './frozen.ts';
import type { ResourceType } from './resource-type.ts';
import { forbidden } from './status-errors.ts';

const PRIORITY_CLASSES: ResourceKey = { group: 'scheduling.k8s.io', resource: 'priorityclasses' };

/** The classes that every cluster has: kubernetes/pkg/apis/scheduling/v1/helpers.go. */
export const SYSTEM_PRIORITY_CLASSES: Readonly<
  Record<string, { readonly value: number; readonly description: string }>
> = {
  'system-cluster-critical': {
    value: 2_000_000_000,
    description:
      'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
  },
  'system-node-critical': {
    value: 2_000_001_000,
    description: 'Used for system critical pods that must not be moved from their current node.',
  },
};

export const systemPriorityClasses = (): readonly KubernetesObject[] =>
  Object.entries(SYSTEM_PRIORITY_CLASSES).map(([name, { value, description }]) => ({
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name },
    value,
    description,
  }));

const globalDefault = (collections: Collections): KubernetesObject | undefined =>
  collections
    .all(PRIORITY_CLASSES)
    .filter((one) => one['globalDefault'] === true)
    .sort((a, b) => Number(a['value']) - Number(b['value']))[0];

const classOf = (collections: Collections, pod: KubernetesObject): KubernetesObject | undefined => {
  const name = record(pod['spec'])['priorityClassName'];
  return name ? collections.get(PRIORITY_CLASSES, '', String(name)) : globalDefault(collections);
};

/** A new pod with the rank of its class, or of the class for everybody.
 *  https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/ */
export const withPriority = (collections: Collections, pod: KubernetesObject): KubernetesObject => {
  const found = classOf(collections, pod);
  if (found === undefined) return pod;
  const preemption = found['preemptionPolicy'] ?? 'PreemptLowerPriority';
  return within(pod, 'spec', (spec) => ({
    ...spec,
    priorityClassName: found.metadata.name,
    priority: spec['priority'] ?? Number(found['value'] ?? 0),
    preemptionPolicy: spec['preemptionPolicy'] ?? preemption,
  })) as KubernetesObject;
};

/** @throws {StatusError} 403 for a pod of a class that is not there, or with another rank than its class has. */
export const assertPriority = (collections: Collections, type: ResourceType, pod: KubernetesObject): void => {
  const { priorityClassName, priority = 0, preemptionPolicy } = record(pod['spec']);
  const found = classOf(collections, pod);
  if (priorityClassName && found === undefined)
    throw forbidden(type, pod.metadata.name, `no PriorityClass with name ${String(priorityClassName)} was found`);
  const computed = Number(found?.['value'] ?? 0);
  if (priority !== computed)
    throw forbidden(
      type,
      pod.metadata.name,
      `the integer value of priority (${String(priority)}) must not be provided in pod spec; priority admission controller computed ${computed} from the given PriorityClass name`,
    );
  const policy = found?.['preemptionPolicy'] ?? 'PreemptLowerPriority';
  if (preemptionPolicy !== undefined && preemptionPolicy !== policy)
    throw forbidden(
      type,
      pod.metadata.name,
      `the string value of PreemptionPolicy (${String(preemptionPolicy)}) must not be provided in pod spec; priority admission controller computed ${String(policy)} from the given PriorityClass name`,
    );
};

/** @throws {StatusError} 403 for a second class that is everybody's. */
export const assertOneDefault = (collections: Collections, type: ResourceType, object: KubernetesObject): void => {
  const other = globalDefault(collections);
  if (object['globalDefault'] !== true || other === undefined || other.metadata.name === object.metadata.name) return;
  throw forbidden(
    type,
    object.metadata.name,
    `PriorityClass ${other.metadata.name} is already marked as default. Only one default can exist`,
  );
};
