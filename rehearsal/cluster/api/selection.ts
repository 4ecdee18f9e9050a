import type { KubernetesObject } from '../kubernetes-object.ts';
import { parseFieldSelector } from '../storage/field-selector.ts';
import { parseLabelSelector } from '../storage/label-selector.ts';
import type { ApiRequest } from './api-request.ts';

/** Which objects of a collection a list, watch or collection delete is about: namespace, name and both selectors. */
export const selectionOf = (request: ApiRequest): ((object: KubernetesObject) => boolean) => {
  const labels = parseLabelSelector(request.query.get('labelSelector') ?? '');
  const fields = parseFieldSelector(request.type, request.query.get('fieldSelector') ?? '');
  return (object) =>
    (request.namespace === undefined || object.metadata.namespace === request.namespace) &&
    (request.name === undefined || object.metadata.name === request.name) &&
    labels(object.metadata.labels ?? {}) &&
    fields(object);
};
