import type { KubernetesObject } from '../../kubernetes-object.ts';
import { sameJson } from '../frozen.ts';
import { SYSTEM_PRIORITY_CLASSES } from '../priority.ts';
import type { FieldProblem } from '../status-errors.ts';
import { forbiddenField, invalid } from './problem.ts';

/** What users may give at most; above is the system's. */
const HIGHEST = 1_000_000_000;

/** kubernetes/pkg/apis/scheduling/validation/validation.go */
export const priorityClassProblems = (
  object: KubernetesObject,
  live: KubernetesObject | undefined,
): readonly FieldProblem[] => {
  const { value = 0, preemptionPolicy } = object;
  if (live !== undefined)
    return [
      ...(value === (live['value'] ?? 0) ? [] : [forbiddenField('value', 'may not be changed in an update.')]),
      ...(sameJson(preemptionPolicy, live['preemptionPolicy'])
        ? []
        : [invalid('preemptionPolicy', preemptionPolicy, 'field is immutable')]),
    ];
  const { name } = object.metadata;
  if (!name.startsWith('system-'))
    return Number(value) > HIGHEST
      ? [forbiddenField('value', `maximum allowed value of a user defined priority is ${HIGHEST}`)]
      : [];
  const known = SYSTEM_PRIORITY_CLASSES[name];
  if (known !== undefined && known.value === value && object['globalDefault'] !== true) return [];
  return [
    forbiddenField(
      'metadata.name',
      `priority class names with 'system-' prefix are reserved for system use only. error: ${whyNot(name, value)}`,
    ),
  ];
};

const whyNot = (name: string, value: unknown): string => {
  const known = SYSTEM_PRIORITY_CLASSES[name];
  if (known === undefined) return `${name} is not a known system priority class`;
  return known.value === value
    ? `globalDefault of ${name} PriorityClass must be false`
    : `value of ${name} PriorityClass must be ${known.value}`;
};
