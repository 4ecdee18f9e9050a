import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ResourceKey } from '../object-store.ts';
import { qualifiedResource } from './resource-type.ts';
import { badRequest } from './status-errors.ts';

/** Fields beyond metadata.name and metadata.namespace that the API server indexes, by collection:
 *  https://kubernetes.io/docs/concepts/overview/working-with-objects/field-selectors/#list-of-supported-fields */
const SUPPORTED: Readonly<Record<string, readonly string[]>> = {
  pods: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'status.phase',
    'status.podIP',
  ],
  events: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  'replicasets.apps': ['status.replicas'],
  namespaces: ['status.phase'],
  nodes: ['spec.unschedulable'],
  secrets: ['type'],
};

/** Reads a `fieldSelector` parameter: `field=value` or `field!=value`, joined by commas.
 *  @throws {StatusError} 400 for a field this collection has no selector for. */
export const parseFieldSelector = (key: ResourceKey, text: string): ((object: KubernetesObject) => boolean) => {
  const terms = text.split(',').filter((term) => term.trim() !== '');
  const checks = terms.map((term) => {
    const match = /^([^=!]+)(==|!=|=)(.*)$/.exec(term.trim());
    if (match?.[1] === undefined || match[3] === undefined)
      throw badRequest(`invalid selector: '${text}'; can't understand '${term}'`);
    const [, field, operator, value] = match;
    assertSupported(key, field);
    return (object: KubernetesObject) => (fieldText(object, field) === value) === (operator !== '!=');
  });
  return (object) => checks.every((check) => check(object));
};

const assertSupported = (key: ResourceKey, field: string): void => {
  const own = SUPPORTED[qualifiedResource(key)];
  if (['metadata.name', 'metadata.namespace', ...(own ?? [])].includes(field)) return;
  throw badRequest(
    own === undefined
      ? `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`
      : `field label not supported: ${field}`,
  );
};

const fieldText = (object: KubernetesObject, field: string): string => {
  let value: unknown = object;
  for (const part of field.split('.')) {
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : undefined;
  }
  return value === undefined || value === null ? '' : String(value);
};
