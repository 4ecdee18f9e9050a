import { jsonPatch } from '../apply/json-patch.ts';
import { mergePatch } from '../apply/merge-patch.ts';
import { typeOfKind } from '../apply/schema/schema.ts';
import { strategicMergePatch } from '../apply/strategic-merge-patch.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { StatusError } from '../object-store.ts';
import { isCustom } from '../storage/resource-type.ts';
import { badRequest, refusedPatch } from '../storage/status-errors.ts';
import type { ApiRequest } from './api-request.ts';
import { kindProblem, mediaType, readBody } from './body.ts';

export const APPLY = 'application/apply-patch+yaml';

const PATCHES = ['application/json-patch+json', 'application/merge-patch+json', APPLY];

/** @throws {StatusError} 415 for a media type that is no kind of patch. That is asked before anything else. */
export const assertPatchType = (request: ApiRequest): void => {
  // Custom resources have no merge keys; a real server refuses the type for them.
  const custom = isCustom(request.type.group);
  const known = custom ? PATCHES : [...PATCHES, 'application/strategic-merge-patch+json'];
  if (!known.includes(mediaType(request)))
    throw new StatusError(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {});
};

/** The object that a JSON, merge or strategic merge patch makes of `live`.
 *  https://kubernetes.io/docs/reference/using-api/api-concepts/#patch-and-apply
 *  @throws {StatusError} 400 or 422 for one that cannot be applied. */
export const patched = (request: ApiRequest, live: KubernetesObject): Record<string, unknown> => {
  const result = patchedBy(mediaType(request), live, request);
  if (typeof result !== 'object' || result === null || Array.isArray(result))
    throw badRequest(
      `error decoding patch: json: cannot unmarshal ${Array.isArray(result) ? 'array' : typeof result} into Go value of type map[string]interface {}`,
    );
  const document = result as Record<string, unknown>;
  const problem = request.subresource === 'scale' ? undefined : kindProblem(document, request.type);
  if (problem !== undefined) throw refusedPatch(document, problem);
  return document;
};

const patchedBy = (type: string, live: KubernetesObject, request: ApiRequest): unknown => {
  const patch = readBody(request);
  switch (type) {
    case 'application/json-patch+json':
      return jsonPatch(live, patch);
    case 'application/merge-patch+json':
      return mergePatch(live, patch);
    default:
      return strategicMergePatch(live, patch, typeOfKind(live.apiVersion, live.kind));
  }
};
