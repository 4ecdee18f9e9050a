import type { KubernetesObject, ManagedFieldsEntry } from '../kubernetes-object.ts';
import { onSkeleton, skeletonOf } from '../storage/defaults/skeleton.ts';
import { compare } from './comparison.ts';
import type { FieldPath } from './field-path.ts';
import { type FieldSet, fieldPath, fromFieldsV1, sameFields, toFieldsV1, without } from './field-set.ts';
import { typeOfKind } from './schema/schema.ts';

/** One line of `managedFields`, decoded. Two lines are the same manager when everything but fields and time is equal. */
export interface FieldManager {
  readonly name: string;
  readonly operation: ManagedFieldsEntry['operation'];
  readonly apiVersion: string;
  readonly subresource: string | undefined;
  readonly time: string | undefined;
  readonly fields: FieldSet;
}

/** Who writes, and when. */
export interface Writer {
  readonly manager: string;
  readonly time: string;
  readonly subresource?: 'status' | 'scale' | undefined;
}

/** Fields that belong to nobody: the system sets them. */
const SYSTEM_FIELDS: FieldSet = new Set(
  [
    ['apiVersion'],
    ['kind'],
    ['metadata'],
    ...[
      'name',
      'namespace',
      'creationTimestamp',
      'selfLink',
      'uid',
      'clusterName',
      'generation',
      'managedFields',
      'resourceVersion',
    ].map((name) => ['metadata', name]),
  ].map(fieldPath),
);

/** The fields that a writer can own: not the system's, and not those the request cannot change. */
export const ownable = (fields: FieldSet, subresource: string | undefined): FieldSet => {
  const reset = fieldPath([subresource === 'status' ? 'spec' : 'status']);
  return new Set([...without(fields, [reset])].filter((path) => !SYSTEM_FIELDS.has(path)));
};

export const managersOf = (object: KubernetesObject): readonly FieldManager[] =>
  (object.metadata.managedFields ?? []).map((entry) => ({
    name: entry.manager,
    operation: entry.operation,
    apiVersion: entry.apiVersion,
    subresource: entry.subresource,
    time: entry.time,
    fields: fromFieldsV1(entry.fieldsV1 ?? {}),
  }));

/** Whether two lines speak of one manager. An applier stays the same across versions of the API. */
export const sameManager = (
  a: Omit<FieldManager, 'fields' | 'time'>,
  b: Omit<FieldManager, 'fields' | 'time'>,
): boolean =>
  a.name === b.name &&
  a.operation === b.operation &&
  a.subresource === b.subresource &&
  (a.operation === 'Apply' || a.apiVersion === b.apiVersion);

/** The object with these managers written into it; managers that own nothing are left out. */
export const withManagers = (object: KubernetesObject, managers: readonly FieldManager[]): KubernetesObject => {
  const entries = managers
    .filter(({ fields }) => fields.size > 0)
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
    .map(
      (manager): ManagedFieldsEntry => ({
        manager: manager.name,
        operation: manager.operation,
        apiVersion: manager.apiVersion,
        ...(manager.time === undefined ? {} : { time: manager.time }),
        fieldsType: 'FieldsV1',
        fieldsV1: toFieldsV1(manager.fields),
        ...(manager.subresource === undefined ? {} : { subresource: manager.subresource }),
      }),
    );
  const { managedFields: _old, ...metadata } = object.metadata;
  return { ...object, metadata: entries.length === 0 ? metadata : { ...metadata, managedFields: entries } };
};

const orderOf = ({ operation, time, name, apiVersion, subresource }: FieldManager): string =>
  [operation, time ?? '', name, apiVersion, subresource ?? ''].join('\u0001');

/** The object as its type always shows it: structs that Go cannot leave out are there, `managedFields` are not. */
export const comparable = (object: KubernetesObject): unknown => {
  const { managedFields: _managers, ...metadata } = object.metadata;
  return onSkeleton({ ...object, metadata });
};

/** `managedFields` of an object that came by POST: its sender owns all of it. */
export const initialManagedFields = (object: KubernetesObject, writer: Writer): KubernetesObject =>
  tracked(skeletonOf(object), object, object, writer);

/** `managedFields` after PUT or PATCH: who changed a field owns it now, who set what is gone owns it no longer.
 *  https://kubernetes.io/docs/reference/using-api/server-side-apply/#using-server-side-apply-with-other-operations */
export const managedFieldsAfterUpdate = (
  live: KubernetesObject,
  now: KubernetesObject,
  writer: Writer,
): KubernetesObject => {
  const given = now.metadata.managedFields;
  // A list with one empty entry is how a client wipes the book.
  if (given?.length === 1 && Object.keys(given[0] ?? {}).length === 0) return withManagers(now, []);
  return tracked(comparable(live), given === undefined || given.length === 0 ? live : now, now, writer);
};

const tracked = (before: unknown, book: KubernetesObject, now: KubernetesObject, writer: Writer): KubernetesObject => {
  const changes = compare(before, comparable(now), typeOfKind(now.apiVersion, now.kind));
  const self = {
    name: writer.manager,
    operation: 'Update' as const,
    apiVersion: now.apiVersion,
    subresource: writer.subresource,
  };
  const managers = managersOf(book);
  const own = managers.find((manager) => sameManager(manager, self));
  const gained = [...changes.added, ...changes.modified];
  const fields = ownable(
    new Set([...(own?.fields ?? []), ...gained].filter((path) => !changes.removed.has(path))),
    writer.subresource,
  );
  const lost = [...gained, ...changes.removed];
  const others = managers
    .filter((manager) => manager !== own)
    .map((manager) => ({ ...manager, fields: minus(manager.fields, lost) }));
  const unchanged = own !== undefined && sameFields(own.fields, fields);
  const kept = unchanged ? { fields: own.fields, time: own.time } : { fields, time: writer.time };
  return withManagers(now, [...others, { ...self, ...kept }]);
};

/** The set without these; itself, where it has none of them. */
const minus = (fields: FieldSet, lost: readonly FieldPath[]): FieldSet => {
  if (!lost.some((path) => fields.has(path))) return fields;
  const gone = new Set(lost);
  return new Set([...fields].filter((path) => !gone.has(path)));
};
