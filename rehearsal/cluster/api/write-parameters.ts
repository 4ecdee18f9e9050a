import type { DeleteOptions, WriteOptions } from '../storage/cluster-store.ts';
import { record } from '../storage/frozen.ts';
import { badRequest } from '../storage/status-errors.ts';
import type { ApiRequest } from './api-request.ts';
import { readBody } from './body.ts';

/** Who writes: `fieldManager`, or the first word of the client's `User-Agent`. */
export const managerOf = (request: ApiRequest): string =>
  request.query.get('fieldManager') ?? (request.headers['user-agent'] ?? '').split('/')[0] ?? 'unknown';

/** @throws {StatusError} 400 for a `dryRun` other than `All`. */
export const dryRunOf = (values: readonly string[]): boolean => {
  const unknown = values.find((value) => value !== 'All');
  if (unknown !== undefined)
    throw badRequest(`invalid dry run option: ${JSON.stringify(unknown)}: the only value is All`);
  return values.length > 0;
};

export const writeOptionsOf = (request: ApiRequest): WriteOptions => ({
  manager: managerOf(request),
  dryRun: dryRunOf(request.query.getAll('dryRun')),
  ...(request.subresource === 'status' ? { subresource: 'status' } : {}),
});

/** `DeleteOptions` from body and query. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/delete-options/ */
export const deleteOptionsOf = (request: ApiRequest): DeleteOptions => {
  const body = request.body.length === 0 ? {} : record(readBody(request));
  const grace = body['gracePeriodSeconds'] ?? request.query.get('gracePeriodSeconds') ?? undefined;
  const policy = body['propagationPolicy'] ?? request.query.get('propagationPolicy') ?? undefined;
  const dryRun = Array.isArray(body['dryRun']) ? body['dryRun'].map(String) : request.query.getAll('dryRun');
  const preconditions = record(body['preconditions']);
  if (policy !== undefined && policy !== 'Background' && policy !== 'Foreground' && policy !== 'Orphan')
    throw badRequest(
      `invalid deletion propagation policy ${JSON.stringify(policy)}: one of Background, Foreground, Orphan`,
    );
  if (grace !== undefined && !Number.isInteger(Number(grace)))
    throw badRequest(`gracePeriodSeconds ${JSON.stringify(grace)} is not a whole number of seconds`);
  return {
    ...(grace === undefined ? {} : { gracePeriodSeconds: Number(grace) }),
    ...(policy === undefined ? {} : { propagationPolicy: policy }),
    dryRun: dryRunOf(dryRun),
    preconditions: {
      ...(typeof preconditions['uid'] === 'string' ? { uid: preconditions['uid'] } : {}),
      ...(typeof preconditions['resourceVersion'] === 'string'
        ? { resourceVersion: preconditions['resourceVersion'] }
        : {}),
    },
  };
};
