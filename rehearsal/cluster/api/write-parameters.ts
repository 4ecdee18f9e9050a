import type { DeleteOptions, WriteOptions } from '../storage/cluster-store.ts';
import { record } from '../storage/frozen.ts';
import { badRequest, invalidOptions } from '../storage/status-errors.ts';
import { forbiddenField, notSupported } from '../storage/validation/problem.ts';
import type { ApiRequest } from './api-request.ts';
import { readBody } from './body.ts';

/** Who writes: `fieldManager`, or the first word of the client's `User-Agent`. */
export const managerOf = (request: ApiRequest): string =>
  request.query.get('fieldManager') ?? (request.headers['user-agent'] ?? '').split('/')[0] ?? 'unknown';

type OptionsKind = Parameters<typeof invalidOptions>[0];

/** What the API calls a request's parameters. */
export const optionsKind = (request: ApiRequest): OptionsKind => {
  const kinds: Readonly<Record<string, OptionsKind>> = {
    POST: 'CreateOptions',
    PUT: 'UpdateOptions',
    PATCH: 'PatchOptions',
    DELETE: 'DeleteOptions',
  };
  return kinds[request.method] ?? 'ListOptions';
};

/** @throws {StatusError} 422 for a `dryRun` other than `All`. */
export const dryRunOf = (values: readonly string[], kind: OptionsKind): boolean => {
  if (values.some((value) => value !== 'All')) throw invalidOptions(kind, notSupported('dryRun', values, ['All']));
  return values.length > 0;
};

/** @throws {StatusError} 422 for parameters that a write may not have. */
export const assertWriteParameters = (request: ApiRequest, isApply = false): void => {
  const { query } = request;
  const kind = optionsKind(request);
  if (Buffer.byteLength(query.get('fieldManager') ?? '') > 128)
    throw invalidOptions(kind, {
      field: 'fieldManager',
      reason: 'FieldValueTooLong',
      message: 'Too long: may not be more than 128 bytes',
    });
  if (!isApply && query.has('force'))
    throw invalidOptions(kind, forbiddenField('force', 'may not be specified for non-apply patch'));
};

export const writeOptionsOf = (request: ApiRequest): WriteOptions => ({
  manager: managerOf(request),
  dryRun: dryRunOf(request.query.getAll('dryRun'), optionsKind(request)),
  ...(request.subresource === 'status' ? { subresource: 'status' } : {}),
});

/** `DeleteOptions` from body and query. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/delete-options/ */
export const deleteOptionsOf = (request: ApiRequest): DeleteOptions => {
  const body =
    request.body.length === 0 ? {} : record(readBody(request, { apiVersion: 'meta.k8s.io/v1', kind: 'DeleteOptions' }));
  const grace = body['gracePeriodSeconds'] ?? request.query.get('gracePeriodSeconds') ?? undefined;
  const policy = body['propagationPolicy'] ?? request.query.get('propagationPolicy') ?? undefined;
  const dryRun = Array.isArray(body['dryRun']) ? body['dryRun'].map(String) : request.query.getAll('dryRun');
  const preconditions = record(body['preconditions']);
  if (policy !== undefined && policy !== 'Background' && policy !== 'Foreground' && policy !== 'Orphan')
    throw invalidOptions(
      'DeleteOptions',
      notSupported('propagationPolicy', policy, ['Foreground', 'Background', 'Orphan', 'nil']),
    );
  if (grace !== undefined && !Number.isInteger(Number(grace)))
    throw badRequest(`gracePeriodSeconds ${JSON.stringify(grace)} is not a whole number of seconds`);
  return {
    ...(grace === undefined ? {} : { gracePeriodSeconds: Number(grace) }),
    ...(policy === undefined ? {} : { propagationPolicy: policy }),
    dryRun: dryRunOf(dryRun, 'DeleteOptions'),
    preconditions: {
      ...(typeof preconditions['uid'] === 'string' ? { uid: preconditions['uid'] } : {}),
      ...(typeof preconditions['resourceVersion'] === 'string'
        ? { resourceVersion: preconditions['resourceVersion'] }
        : {}),
    },
  };
};
