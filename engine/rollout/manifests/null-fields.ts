import { isRecord } from '../../../domain/shape/shape.ts';
import type { KubernetesObject } from '../cluster.ts';
import { isCustom } from '../subject.ts';

/** Maps whose keys are somebody's own: what nothing means there the server says. */
const OWN_KEYS = ['annotations', 'binaryData', 'data', 'labels', 'matchLabels', 'stringData'];

/** Fields of nothing (`env:` with nothing below it) are fields that are not there, as they are to the API server when it reads Kubernetes' own
 *  kinds. In other kinds nothing may be a value (`nullable`), and it stays.
 *  @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#defaulting-and-nullable */
export function withoutNullFields(object: KubernetesObject): KubernetesObject {
  if (isCustom(object)) return object;
  const { apiVersion, kind, metadata, ...rest } = object;
  return { apiVersion, kind, ...fieldsOf(rest), metadata: { ...fieldsOf(metadata), name: metadata.name } };
}

const fieldsOf = (fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) =>
      value === null ? [] : [[key, OWN_KEYS.includes(key) ? value : inside(value)]],
    ),
  );

function inside(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inside);
  return isRecord(value) ? fieldsOf(value) : value;
}
