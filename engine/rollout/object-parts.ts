import { isRecord } from '../../domain/shape/shape.ts';
import type { KubernetesObject } from './cluster.ts';

/** Where objects of a cluster are narrowed: what a server answers is `unknown` until it is read here, and what is of another kind than
 *  the API says is as if it were not there. */
type Part = Readonly<Record<string, unknown>>;
type Labels = Readonly<Record<string, string>>;

/** What stands at a path; `undefined` where there is none. */
export const partAt = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce((part: unknown, field) => (isRecord(part) ? part[field] : undefined), value);

export function recordAt(value: unknown, ...path: readonly string[]): Part | undefined {
  const part = partAt(value, ...path);
  return isRecord(part) ? part : undefined;
}

export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const part = partAt(value, ...path);
  return typeof part === 'string' ? part : undefined;
}

export function numberAt(value: unknown, ...path: readonly string[]): number | undefined {
  const part = partAt(value, ...path);
  return typeof part === 'number' ? part : undefined;
}

/** The records of a list; none where there is no list. */
export function recordsAt(value: unknown, ...path: readonly string[]): readonly Part[] {
  const part = partAt(value, ...path);
  return Array.isArray(part) ? part.filter(isRecord) : [];
}

export function textsAt(value: unknown, ...path: readonly string[]): readonly string[] {
  const part = partAt(value, ...path);
  return Array.isArray(part) ? part.filter((each) => typeof each === 'string') : [];
}

/** Names with texts: labels, selectors. */
export const labelsAt = (value: unknown, ...path: readonly string[]): Labels =>
  Object.fromEntries(
    Object.entries(recordAt(value, ...path) ?? {}).flatMap(([name, text]) =>
      typeof text === 'string' ? [[name, text] as const] : [],
    ),
  );

/** Labels of the pods that a workload, a Job or a budget means. */
export const matchLabelsOf = (object: KubernetesObject | undefined): Labels =>
  labelsAt(object, 'spec', 'selector', 'matchLabels');

/** Whether a condition of the status holds. */
export const hasCondition = (object: KubernetesObject, type: string): boolean =>
  recordsAt(object, 'status', 'conditions').some((each) => each['type'] === type && each['status'] === 'True');

/** Whether a pod runs, is ready and is not being deleted. */
export const isReadyPod = (pod: KubernetesObject): boolean =>
  pod.metadata['deletionTimestamp'] === undefined &&
  textAt(pod, 'status', 'phase') === 'Running' &&
  hasCondition(pod, 'Ready');
