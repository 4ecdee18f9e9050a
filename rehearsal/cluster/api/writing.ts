import { typeOfKind } from '../apply/schema/schema.ts';
import { assertTyped } from '../apply/typed-configuration.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ClusterStore, DeleteOptions } from '../storage/cluster-store.ts';
import { record } from '../storage/frozen.ts';
import { groupVersion } from '../storage/resource-type.ts';
import { badRequest, invalid, invalidOptions, notFound } from '../storage/status-errors.ts';
import { required } from '../storage/validation/problem.ts';
import type { ApiAnswer, ApiRequest } from './api-request.ts';
import { addressed, mediaType, readBody, readObject } from './body.ts';
import { validatedFields } from './field-validation.ts';
import { APPLY, assertPatchType, patched } from './patching.ts';
import { scaled, scaleOf } from './scale.ts';
import { selectionOf } from './selection.ts';
import { assertWriteParameters, deleteOptionsOf, managerOf, writeOptionsOf } from './write-parameters.ts';

type Handler = (store: ClusterStore, request: ApiRequest) => ApiAnswer;

const live = (store: ClusterStore, { type, namespace = '', name = '' }: ApiRequest): KubernetesObject => {
  const found = store.get(type, namespace, name);
  if (found === undefined) throw notFound(type, name);
  return found;
};

export const create: Handler = (store, request) => {
  const { object, warnings } = validatedFields(readObject(request), request);
  if (object.metadata.name === '' && !object.metadata.generateName)
    throw invalid(request.type, '', [required('metadata.name', 'name or generateName is required')]);
  return { code: 201, body: store.create(request.type, object, writeOptionsOf(request)), warnings };
};

export const replace: Handler = (store, request) => {
  if (request.subresource === 'scale') return rescale(store, request, readScale(request));
  const { object, warnings } = validatedFields(readObject(request), request);
  return { code: 200, body: store.update(request.type, object, writeOptionsOf(request)), warnings };
};

export const patch: Handler = (store, request) => {
  assertPatchType(request);
  const isApply = mediaType(request) === APPLY;
  assertWriteParameters(request, isApply);
  if (isApply) return apply(store, request);
  if (request.subresource === 'scale')
    return rescale(store, request, patched(request, scaleOf(live(store, request))) as unknown as KubernetesObject);
  const was = live(store, request);
  const { object, warnings } = validatedFields(addressed(patched(request, was), request), request, was);
  return { code: 200, body: store.update(request.type, object, writeOptionsOf(request)), warnings };
};

const apply: Handler = (store, request) => {
  const manager = request.query.get('fieldManager');
  if (manager === null || manager === '')
    throw invalidOptions('PatchOptions', required('fieldManager', 'is required for apply patch'));
  if (request.subresource === 'scale')
    throw badRequest('the scale subresource takes no apply patch here; patch spec.replicas of the object');
  // As sent, without the namespace of the path: that is how the API server words what does not fit.
  const sent = readBody(request);
  assertAppliedKind(record(sent), request);
  assertTyped(
    { metadata: { name: '' }, ...record(sent) } as unknown as KubernetesObject,
    typeOfKind(groupVersion(request.type), request.type.kind),
  );
  const configuration = readObject(request);
  if (configuration.metadata.managedFields !== undefined) throw badRequest('metadata.managedFields must be nil');
  const { dryRun = false } = writeOptionsOf(request);
  const { object, created } = store.apply(request.type, configuration, {
    manager,
    force: request.query.get('force') === 'true',
    dryRun,
    sent: sent as KubernetesObject,
    ...(request.subresource === 'status' ? { subresource: 'status' } : {}),
  });
  return { code: created ? 201 : 200, body: object };
};

/** Apply guesses nothing. @throws {StatusError} 400 for a configuration of another kind, or of none. */
const assertAppliedKind = ({ apiVersion = '', kind = '' }: Readonly<Record<string, unknown>>, { type }: ApiRequest) => {
  if (kind === type.kind && apiVersion === groupVersion(type)) return;
  const version = String(apiVersion);
  throw badRequest(`invalid object type: ${version.includes('/') ? version : `/${version}`}, Kind=${String(kind)}`);
};

const readScale = (request: ApiRequest): KubernetesObject =>
  readObject({ ...request, type: { ...request.type, group: 'autoscaling', version: 'v1', kind: 'Scale' } });

const rescale = (store: ClusterStore, request: ApiRequest, scale: KubernetesObject): ApiAnswer => {
  const object = scaled(request.type, live(store, request), scale);
  const { dryRun = false } = writeOptionsOf(request);
  const stored = store.update(request.type, object, { manager: managerOf(request), subresource: 'scale', dryRun });
  return { code: 200, body: scaleOf(stored) };
};

/** Kinds whose deletion is answered with the object instead of a Status: `ReturnDeletedObject` of
 *  kubernetes/pkg/registry/core. */
const ANSWERED_WITH_OBJECT: ReadonlySet<string> = new Set(['Pod', 'ResourceQuota', 'Service', 'ServiceAccount']);

export const remove: Handler = (store, request) => {
  const options = deleteOptionsOf(request);
  const { type, namespace = '', name } = request;
  const warnings = deletionWarnings(type, options);
  if (name === undefined) {
    const selected = selectionOf(request);
    const gone = store.list(type).filter(selected);
    for (const { metadata } of gone) {
      // A cascade may have taken it already.
      if (store.get(type, metadata.namespace ?? '', metadata.name) !== undefined)
        store.delete(type, metadata.namespace ?? '', metadata.name, options);
    }
    return { code: 200, body: success(), warnings };
  }
  const { object, step } = store.delete(type, namespace, name, options);
  if (step !== 'remove' || ANSWERED_WITH_OBJECT.has(type.kind)) return { code: 200, body: object, warnings };
  return {
    code: 200,
    body: success({
      name,
      ...(type.group === '' ? {} : { group: type.group }),
      kind: type.resource,
      uid: object.metadata.uid,
    }),
    warnings,
  };
};

/** kubernetes/pkg/registry/batch/job/storage/storage.go, deleteOptionWarnings */
const deletionWarnings = ({ group, kind }: ApiRequest['type'], { propagationPolicy }: DeleteOptions) =>
  group === 'batch' && kind === 'Job' && propagationPolicy === undefined
    ? [
        'child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning',
      ]
    : [];

const success = (details?: Record<string, unknown>): Record<string, unknown> => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Success',
  ...(details === undefined ? {} : { details }),
});
