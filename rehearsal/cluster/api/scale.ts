import type { KubernetesObject } from '../kubernetes-object.ts';
import { record } from '../storage/frozen.ts';
import { readSelector } from '../storage/label-requirement.ts';
import type { ResourceType } from '../storage/resource-type.ts';
import { invalid } from '../storage/status-errors.ts';

/** The `Scale` view of a workload.
 *  https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/ (autoscaling/v1 Scale) */
export const scaleOf = (object: KubernetesObject): KubernetesObject => {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const spec = record(object['spec']);
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: JSON.parse(JSON.stringify({ name, namespace, uid, resourceVersion, creationTimestamp })),
    // 0 is left out, as Go leaves it out.
    spec: spec['replicas'] ? { replicas: spec['replicas'] } : {},
    status: { replicas: record(object['status'])['replicas'] ?? 0, selector: selectorText(spec['selector']) },
  };
};

/** The workload with the number of replicas a `Scale` asks for. @throws {StatusError} 422. */
export const scaled = (type: ResourceType, object: KubernetesObject, scale: KubernetesObject): KubernetesObject => {
  const replicas = record(scale['spec'])['replicas'] ?? 0;
  if (typeof replicas !== 'number' || !Number.isInteger(replicas) || replicas < 0)
    throw invalid({ ...type, group: 'autoscaling', kind: 'Scale' }, object.metadata.name, [
      {
        field: 'spec.replicas',
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${JSON.stringify(replicas)}: must be greater than or equal to 0`,
      },
    ]);
  const { resourceVersion: _version, ...metadata } = object.metadata;
  const wanted = scale.metadata.resourceVersion;
  return {
    ...object,
    metadata: wanted === undefined ? metadata : { ...metadata, resourceVersion: wanted },
    spec: { ...record(object['spec']), replicas },
  };
};

/** A selector as kubectl prints it. */
export const selectorText = (selector: unknown): string => {
  const { matchLabels, matchExpressions } = readSelector(selector);
  const sets = matchExpressions.map(({ key, operator, values = [] }) => {
    if (operator === 'Exists') return key;
    if (operator === 'DoesNotExist') return `!${key}`;
    return `${key} ${operator.toLowerCase()} (${values.join(',')})`;
  });
  return [...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`), ...sets].join(',');
};
