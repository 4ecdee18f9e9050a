import type { KubernetesObject } from '../kubernetes-object.ts';
import { StatusError } from '../object-store.ts';
import type { ClusterStore } from '../storage/cluster-store.ts';
import { badRequest, notFound } from '../storage/status-errors.ts';
import type { ApiAnswer, ApiRequest } from './api-request.ts';
import { addressed, mediaType, readObject } from './body.ts';
import { validatedFields } from './field-validation.ts';
import { APPLY, patched } from './patching.ts';
import { review } from './reviews.ts';
import { scaled, scaleOf } from './scale.ts';
import { selectionOf } from './selection.ts';
import { deleteOptionsOf, managerOf, writeOptionsOf } from './write-parameters.ts';

type Handler = (store: ClusterStore, request: ApiRequest) => ApiAnswer;

const live = (store: ClusterStore, { type, namespace = '', name = '' }: ApiRequest): KubernetesObject => {
  const found = store.get(type, namespace, name);
  if (found === undefined) throw notFound(type, name);
  return found;
};

export const create: Handler = (store, request) => {
  const { object, warnings } = validatedFields(readObject(request), request);
  if (request.type.support === 'review') return { code: 201, body: review(request.type, object) };
  if (object.metadata.name === '' && !object.metadata.generateName)
    throw new StatusError(
      422,
      'Invalid',
      `${request.type.kind} "" is invalid: metadata.name: Required value: name or generateName is required`,
    );
  return { code: 201, body: store.create(request.type, object, writeOptionsOf(request)), warnings };
};

export const replace: Handler = (store, request) => {
  if (request.subresource === 'scale') return rescale(store, request, readScale(request));
  const { object, warnings } = validatedFields(readObject(request), request);
  return { code: 200, body: store.update(request.type, object, writeOptionsOf(request)), warnings };
};

export const patch: Handler = (store, request) => {
  if (mediaType(request) === APPLY) return apply(store, request);
  if (request.subresource === 'scale')
    return rescale(store, request, patched(request, scaleOf(live(store, request))) as unknown as KubernetesObject);
  const was = live(store, request);
  const { object, warnings } = validatedFields(addressed(patched(request, was), request), request, was);
  return { code: 200, body: store.update(request.type, object, writeOptionsOf(request)), warnings };
};

const apply: Handler = (store, request) => {
  const manager = request.query.get('fieldManager');
  if (manager === null || manager === '')
    throw new StatusError(
      422,
      'Invalid',
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    );
  if (request.subresource === 'scale')
    throw badRequest('the scale subresource takes no apply patch here; patch spec.replicas of the object');
  const configuration = readObject(request);
  if (configuration.metadata.managedFields !== undefined) throw badRequest('metadata.managedFields must be nil');
  const { dryRun = false } = writeOptionsOf(request);
  const { object, created } = store.apply(request.type, configuration, {
    manager,
    force: request.query.get('force') === 'true',
    dryRun,
    ...(request.subresource === 'status' ? { subresource: 'status' } : {}),
  });
  return { code: created ? 201 : 200, body: object };
};

const readScale = (request: ApiRequest): KubernetesObject =>
  readObject({ ...request, type: { ...request.type, group: 'autoscaling', version: 'v1', kind: 'Scale' } });

const rescale = (store: ClusterStore, request: ApiRequest, scale: KubernetesObject): ApiAnswer => {
  const object = scaled(request.type, live(store, request), scale);
  const { dryRun = false } = writeOptionsOf(request);
  const stored = store.update(request.type, object, { manager: managerOf(request), subresource: 'scale', dryRun });
  return { code: 200, body: scaleOf(stored) };
};

export const remove: Handler = (store, request) => {
  const options = deleteOptionsOf(request);
  const { type, namespace = '', name } = request;
  if (name === undefined) {
    const selected = selectionOf(request);
    const gone = store.list(type).filter(selected);
    for (const { metadata } of gone) {
      // A cascade may have taken it already.
      if (store.get(type, metadata.namespace ?? '', metadata.name) !== undefined)
        store.delete(type, metadata.namespace ?? '', metadata.name, options);
    }
    return { code: 200, body: success() };
  }
  const last = store.delete(type, namespace, name, options);
  const still = store.get(type, namespace, name);
  if (still?.metadata.uid === last.metadata.uid && options.dryRun !== true) return { code: 200, body: still };
  return {
    code: 200,
    body: success({
      name,
      ...(type.group === '' ? {} : { group: type.group }),
      kind: type.resource,
      uid: last.metadata.uid,
    }),
  };
};

const success = (details?: Record<string, unknown>): Record<string, unknown> => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Success',
  ...(details === undefined ? {} : { details }),
});
