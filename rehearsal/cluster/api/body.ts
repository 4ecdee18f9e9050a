import { parse } from 'yaml';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { StatusError } from '../object-store.ts';
import { groupVersion, type ResourceType } from '../storage/resource-type.ts';
import { badRequest } from '../storage/status-errors.ts';
import type { ApiRequest } from './api-request.ts';

/** The media type of a request's body, without parameters. */
export const mediaType = (request: ApiRequest): string =>
  (request.headers['content-type'] ?? 'application/json').split(';')[0]?.trim().toLowerCase() ?? '';

/** A request's body as a document; YAML where its media type says so.
 *  @throws {StatusError} 415 for another media type, 400 for a body that cannot be read. */
export const readBody = (request: ApiRequest): unknown => {
  const type = mediaType(request);
  const text = request.body.toString('utf8');
  if (!/^application\/(json|yaml|([a-z-]+\+(json|yaml)))$/.test(type))
    throw new StatusError(
      415,
      'UnsupportedMediaType',
      `the body of the request was in an unknown format - accepted media types include: application/json, application/yaml; got ${type}`,
    );
  try {
    return type.endsWith('yaml') ? parse(text, { version: '1.1', schema: 'yaml-1.1' }) : JSON.parse(text);
  } catch (error) {
    throw badRequest(`the object provided is unrecognized (must be of type ${type}): ${String(error)}`);
  }
};

/** The body as an object of the collection the path names.
 *  @throws {StatusError} 400 when it is of another kind, name or namespace than the path. */
export const readObject = (request: ApiRequest): KubernetesObject => {
  const body = readBody(request);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw badRequest('the object provided is unrecognized: it is not a map of fields');
  return addressed(body as Record<string, unknown>, request);
};

/** Checks a document against the path and fills in what the path says. */
export const addressed = (body: Record<string, unknown>, request: ApiRequest): KubernetesObject => {
  const { type, namespace, name } = request;
  assertKind(body, type);
  const metadata =
    typeof body['metadata'] === 'object' && body['metadata'] !== null
      ? (body['metadata'] as Record<string, unknown>)
      : {};
  const ownName = typeof metadata['name'] === 'string' ? metadata['name'] : '';
  const ownNamespace = metadata['namespace'];
  if (name !== undefined && ownName !== '' && ownName !== name)
    throw badRequest(`the name of the object (${ownName}) does not match the name on the URL (${name})`);
  if (namespace !== undefined && ownNamespace !== undefined && ownNamespace !== '' && ownNamespace !== namespace)
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  const { namespace: _namespace, ...rest } = metadata;
  return {
    ...body,
    apiVersion: groupVersion(type),
    kind: type.kind,
    metadata: {
      ...rest,
      name: name ?? ownName,
      ...(type.namespaced && namespace !== undefined ? { namespace } : {}),
    },
  };
};

const assertKind = (body: Record<string, unknown>, type: ResourceType): void => {
  const { kind, apiVersion } = body;
  if (kind !== undefined && kind !== type.kind)
    throw badRequest(
      `${String(kind)} in version "${String(apiVersion ?? '')}" cannot be handled as a ${type.kind}: no kind "${String(kind)}" is served at this path`,
    );
  if (apiVersion !== undefined && apiVersion !== groupVersion(type))
    throw badRequest(
      `the API version in the data (${String(apiVersion)}) does not match the expected API version (${groupVersion(type)})`,
    );
};
