import { type ResourceKey, StatusError } from '../object-store.ts';
import { qualifiedKind, qualifiedResource, type ResourceType } from './resource-type.ts';

/** Kubernetes' own error answers, with its texts: apimachinery `pkg/api/errors`.
 *  https://github.com/kubernetes/apimachinery/blob/master/pkg/api/errors/errors.go */
const details = (key: ResourceKey, name: string): Record<string, unknown> => ({
  name,
  ...(key.group === '' ? {} : { group: key.group }),
  kind: key.resource,
});

export const notFound = (key: ResourceKey, name: string): StatusError =>
  new StatusError(404, 'NotFound', `${qualifiedResource(key)} "${name}" not found`, details(key, name));

export const alreadyExists = (key: ResourceKey, name: string, isBeingDeleted = false): StatusError =>
  new StatusError(
    409,
    'AlreadyExists',
    `${isBeingDeleted ? 'object is being deleted: ' : ''}${qualifiedResource(key)} "${name}" already exists`,
    details(key, name),
  );

export const conflict = (key: ResourceKey, name: string, why: string): StatusError =>
  new StatusError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualifiedResource(key)} "${name}": ${why}`,
    details(key, name),
  );

/** The text client libraries look for when they retry an update. */
export const modified = (key: ResourceKey, name: string): StatusError =>
  conflict(key, name, 'the object has been modified; please apply your changes to the latest version and try again');

export const forbidden = (
  key: ResourceKey,
  name: string,
  why: string,
  causes?: readonly Readonly<Record<string, string>>[],
): StatusError =>
  new StatusError(403, 'Forbidden', `${qualifiedResource(key)} "${name}" is forbidden: ${why}`, {
    ...details(key, name),
    ...(causes === undefined ? {} : { causes }),
  });

export const badRequest = (message: string): StatusError => new StatusError(400, 'BadRequest', message);

export const expired = (message: string): StatusError => new StatusError(410, 'Expired', message);

/** 422 about a request's own parameters: `PatchOptions.meta.k8s.io "" is invalid: …`. */
export const invalidOptions = (
  kind: 'CreateOptions' | 'UpdateOptions' | 'PatchOptions' | 'DeleteOptions' | 'ListOptions',
  ...problems: readonly FieldProblem[]
): StatusError => invalid({ group: 'meta.k8s.io', kind }, '', problems);

/** 422 for a patch whose result cannot be decoded; a real server names neither kind nor object here. */
export const refusedPatch = (result: unknown, why: string): StatusError => {
  const message = `Invalid value: ${JSON.stringify(JSON.stringify(result))}: ${why}`;
  return new StatusError(422, 'Invalid', ` "" is invalid: patch: ${message}`, {
    causes: [{ reason: 'FieldValueInvalid', message, field: 'patch' }],
  });
};

/** A failure that the API server answers without a reason: 500 and its text. */
export const plainFailure = (message: string): StatusError => new StatusError(500, '', message);

/** For a path that names no collection, or no subresource of its kind. */
export const noSuchResource = (): StatusError =>
  new StatusError(404, 'NotFound', 'the server could not find the requested resource', {});

/** What the rehearsal does not do. A real server would; so it is neither 404 nor, ever, 200. */
export const notSimulated = (what: string, next: string): StatusError =>
  new StatusError(501, 'NotImplemented', `The rehearsal's cluster does not simulate ${what}. ${next}`);

/** One finding of a validation, worded as Kubernetes words it. */
export interface FieldProblem {
  readonly field: string;
  readonly reason:
    | 'FieldValueRequired'
    | 'FieldValueInvalid'
    | 'FieldValueNotSupported'
    | 'FieldValueDuplicate'
    | 'FieldValueNotFound'
    | 'FieldValueForbidden'
    | 'FieldValueTooLong';
  readonly message: string;
}

/** 422 with every finding, as `errors.NewInvalid` joins them. */
export const invalid = (
  type: Pick<ResourceType, 'group' | 'kind'>,
  name: string,
  problems: readonly FieldProblem[],
): StatusError => {
  // A finding that is told twice is said once.
  const lines = [...new Set(problems.map(({ field, message }) => `${field}: ${message}`))];
  const text = lines.length === 1 ? lines[0] : `[${lines.join(', ')}]`;
  return new StatusError(422, 'Invalid', `${qualifiedKind(type)} "${name}" is invalid: ${text}`, {
    ...(name === '' ? {} : { name }),
    ...(type.group === '' ? {} : { group: type.group }),
    ...(type.kind === '' ? {} : { kind: type.kind }),
    causes: problems.map(({ field, reason, message }) => ({ reason, message, field })),
  });
};
