import { parse } from 'yaml';
import type { KubernetesObject } from '../kubernetes-object.ts';
import { StatusError } from '../object-store.ts';
import { decodedDocument, type ExpectedKind } from '../protobuf/envelope.ts';
import { UnreadableProtobuf } from '../protobuf/wire.ts';
import { resourceTypeOfKind } from '../storage/resource-table.ts';
import { groupVersion, isCustom, type ResourceType } from '../storage/resource-type.ts';
import { badRequest } from '../storage/status-errors.ts';
import type { ApiRequest } from './api-request.ts';

/** The media type of a request's body, without parameters. */
export const mediaType = (request: ApiRequest): string =>
  (request.headers['content-type'] ?? 'application/json').split(';')[0]?.trim().toLowerCase() ?? '';

/** How Kubernetes' own clients send built-in kinds. */
const PROTOBUF = 'application/vnd.kubernetes.protobuf';

/** A request's body as a document, read as its media type says: JSON, YAML, or protobuf for a built-in kind.
 *  @param expected what a body in protobuf is that does not say it
 *  @throws {StatusError} 415 for another media type, 400 for a body that cannot be read. */
export const readBody = (request: ApiRequest, expected: ExpectedKind = expectedKind(request.type)): unknown => {
  const type = mediaType(request);
  const accepted = acceptedTypes(request.type);
  if (!accepted.includes(type) && !/^application\/[a-z-]+\+(json|yaml)$/.test(type))
    throw new StatusError(
      415,
      'UnsupportedMediaType',
      `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`,
    );
  try {
    if (type === PROTOBUF) return decodedDocument(request.body, expected);
    const text = request.body.toString('utf8');
    return type.endsWith('yaml') ? (plainJson(text) ?? readYaml(text)) : JSON.parse(text);
  } catch (error) {
    if (type === PROTOBUF && !(error instanceof UnreadableProtobuf)) throw error;
    throw badRequest(`the object provided is unrecognized (must be of type ${type}): ${String(error)}`);
  }
};

const readYaml = (text: string): unknown => parse(text, { version: '1.1', schema: 'yaml-1.1' });

/** What clients send as YAML is JSON most of the time, which is read without the parser of YAML. Only JSON that would be written again
 *  as the same text is: keys that stand twice, and numbers in another form, are YAML's to judge. */
const plainJson = (text: string): unknown => {
  if (!text.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
};

const expectedKind = (type: ResourceType): ExpectedKind => ({ apiVersion: groupVersion(type), kind: type.kind });

/** Custom resources have no protobuf. */
const acceptedTypes = (type: ResourceType): readonly string[] => [
  'application/json',
  'application/yaml',
  ...(isCustom(type.group) ? [] : [PROTOBUF]),
];

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
  const problem = kindProblem(body, type);
  if (problem !== undefined) {
    const version = String(body['apiVersion'] ?? '')
      .split('/')
      .at(-1);
    throw badRequest(`${String(body['kind'])} in version "${version}" cannot be handled as a ${type.kind}: ${problem}`);
  }
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

/** Why a document is not of the kind that its path is for, as Go's scheme says it; `undefined` when it is. What is left out
 *  is taken from the path. */
export const kindProblem = (body: Readonly<Record<string, unknown>>, type: ResourceType): string | undefined => {
  const kind = String(body['kind'] ?? type.kind);
  const apiVersion = String(body['apiVersion'] ?? groupVersion(type));
  if (kind === type.kind && apiVersion === groupVersion(type)) return undefined;
  if (resourceTypeOfKind(apiVersion, kind) === undefined)
    return `no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/runtime/scheme.go:111"`;
  const internal = type.group === '' ? 'core' : type.group.split('.')[0];
  return `converting (${apiVersion.split('/').at(-1)}.${kind}) to (${internal}.${type.kind}): unknown conversion`;
};
