import { initialManagedFields, managedFieldsAfterUpdate } from '../apply/field-managers.ts';
import { applyConfiguration } from '../apply/server-side-apply.ts';
import type { KubernetesObject } from '../kubernetes-object.ts';
import type { ApplyOptions, WriteOptions } from './cluster-store.ts';
import { decoded } from './decoded.ts';
import { withAllotments } from './defaults/allotments.ts';
import { withDefaults } from './defaults/defaults.ts';
import { record, sameJson } from './frozen.ts';
import { type IdentitySource, metadataOnCreate, metadataOnUpdate } from './metadata.ts';
import { groupVersion, isCustom, type ResourceType } from './resource-type.ts';
import { conflict, invalid, modified } from './status-errors.ts';
import { problemsOf } from './validation/validation.ts';

type Mutate = (object: KubernetesObject) => KubernetesObject;

/** Makes out of what a client sent the object that would be stored: nulls gone, system metadata, defaults, status kept
 *  apart, `managedFields`; or refuses it with 409 or 422. Stores nothing. */
export interface Preparation {
  created(
    type: ResourceType,
    sent: KubernetesObject,
    options: { readonly manager: string; readonly mutate: Mutate },
  ): KubernetesObject;
  updated(
    type: ResourceType,
    live: KubernetesObject,
    sent: KubernetesObject,
    options: WriteOptions & { readonly manager: string },
  ): KubernetesObject;
  appliedNew(
    type: ResourceType,
    configuration: KubernetesObject,
    options: ApplyOptions & { readonly mutate: Mutate },
  ): KubernetesObject;
  applied(
    type: ResourceType,
    live: KubernetesObject,
    configuration: KubernetesObject,
    options: ApplyOptions,
  ): KubernetesObject;
}

export const createPreparation = (identity: IdentitySource): Preparation => {
  const fresh = (type: ResourceType, sent: KubernetesObject): KubernetesObject => {
    const { status, ...clean } = decoded(sent);
    return withDefaults(type, {
      ...clean,
      apiVersion: groupVersion(type),
      kind: type.kind,
      metadata: metadataOnCreate(clean.metadata, type, identity),
      ...(type.hasStatus || status === undefined ? {} : { status }),
    });
  };
  // After ownership is recorded: what the server adds of its own belongs to nobody.
  const finished = (type: ResourceType, object: KubernetesObject, mutate: Mutate): KubernetesObject => {
    const complete = withAllotments(type, mutate(object));
    const problems = problemsOf(type, complete);
    if (problems.length > 0) throw invalid(type, complete.metadata.name, problems);
    return complete;
  };
  const changed = (
    type: ResourceType,
    live: KubernetesObject,
    sent: KubernetesObject,
    subresource: WriteOptions['subresource'],
  ): KubernetesObject => {
    const clean = decoded(sent);
    const typed = { ...clean, apiVersion: groupVersion(type), kind: type.kind };
    const full = withDefaults(type, withStatusApart(type, live, typed, subresource), live);
    const candidate = withAllotments(type, full, live);
    const problems = problemsOf(type, candidate, live);
    if (problems.length > 0) throw invalid(type, live.metadata.name, problems);
    return { ...candidate, metadata: metadataOnUpdate(candidate, live, type, subresource) };
  };

  return {
    created(type, sent, { manager, mutate }) {
      const tracked = initialManagedFields(fresh(type, sent), { manager, time: identity.timestamp() });
      return finished(type, tracked, mutate);
    },
    updated(type, live, sent, options) {
      assertSameVersion(type, live, sent);
      const now = changed(type, live, sent, options.subresource);
      return managedFieldsAfterUpdate(live, now, {
        manager: options.manager,
        time: identity.timestamp(),
        subresource: options.subresource,
      });
    },
    appliedNew(type, configuration, options) {
      const merged = applyConfiguration(undefined, configuration, { ...options, time: identity.timestamp() });
      return finished(type, fresh(type, merged), options.mutate);
    },
    applied(type, live, configuration, options) {
      // Another uid is found by validation, as a change of what cannot change.
      const { uid: _uid, ...metadata } = configuration.metadata;
      assertSameVersion(type, live, { ...configuration, metadata });
      const merged = applyConfiguration(live, configuration, { ...options, time: identity.timestamp() });
      return changed(type, live, merged, options.subresource);
    },
  };
};

/** Whether a write would store what is there already. The times in `managedFields` do not count, or an apply of the same
 *  file would be a change: https://github.com/kubernetes/kubernetes/pull/104912 */
export const withoutChange = (was: KubernetesObject, now: KubernetesObject): boolean =>
  sameJson(untimed(was), untimed(now));

const untimed = (object: KubernetesObject): unknown => {
  const { resourceVersion: _version, managedFields, ...metadata } = object.metadata;
  return {
    ...object,
    metadata: { ...metadata, managedFields: managedFields?.map(({ time: _time, ...entry }) => entry) },
  };
};

const withStatusApart = (
  type: ResourceType,
  live: KubernetesObject,
  sent: KubernetesObject,
  subresource: WriteOptions['subresource'],
): KubernetesObject => {
  if (!type.hasStatus) return sent;
  if (subresource === 'status')
    return { ...live, metadata: statusMetadata(type, live, sent), status: record(sent['status']) };
  const { status: _status, ...specification } = sent;
  return { ...specification, ...(live['status'] === undefined ? {} : { status: live['status'] }) } as KubernetesObject;
};

/** A write of the status of a built-in kind takes labels and annotations with it, but no labels of a Deployment; one of a
 *  custom resource takes nothing. kubernetes/pkg/registry/<group>/<kind>/strategy.go, PrepareForUpdate of the status. */
const statusMetadata = (
  type: ResourceType,
  { metadata: was }: KubernetesObject,
  { metadata: now }: KubernetesObject,
): KubernetesObject['metadata'] => {
  const { labels: _labels, managedFields: _managers, ...others } = now;
  const managedFields = now.managedFields ?? was.managedFields;
  const managers = managedFields === undefined ? {} : { managedFields };
  if (isCustom(type.group)) return { ...was, ...managers };
  const { labels } = type.kind === 'Deployment' ? was : now;
  return { ...others, ...(labels === undefined ? {} : { labels }), ...managers };
};

const assertSameVersion = (type: ResourceType, live: KubernetesObject, sent: KubernetesObject): void => {
  const { resourceVersion, uid, name } = sent.metadata;
  if (uid !== undefined && uid !== live.metadata.uid)
    throw conflict(
      type,
      name,
      `StorageError: invalid object, Code: 4, Key: /registry/${type.resource}/${live.metadata.namespace ?? ''}/${name}, ` +
        `ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${uid}, UID in object meta: ${live.metadata.uid}`,
    );
  if (resourceVersion !== undefined && resourceVersion !== '' && resourceVersion !== live.metadata.resourceVersion)
    throw modified(type, name);
};
