import type { KubernetesObject, ObjectMeta } from '../../kubernetes-object.ts';
import { record } from '../frozen.ts';
import { groupVersion, type ResourceType } from '../resource-type.ts';
import type { FieldProblem } from '../status-errors.ts';
import { labels, named, qualifiedName } from './names.ts';
import { forbiddenField, invalid, required } from './problem.ts';

const NAME_RULES: Readonly<Record<string, 'label'>> = {
  'apps/v1/StatefulSet': 'label',
  'v1/Namespace': 'label',
  'v1/Service': 'label',
};
const MAX_ANNOTATION_BYTES = 256 * 1024;

/** What is wrong with an object's metadata; with `live` also what may not be changed.
 *  apimachinery `pkg/api/validation/objectmeta.go` */
export const metadataProblems = (
  type: ResourceType,
  object: KubernetesObject,
  live: KubernetesObject | undefined,
): readonly FieldProblem[] => {
  const { name, namespace, labels: own = {}, annotations = {} } = object.metadata;
  const size = Object.entries(annotations).reduce(
    (bytes, [key, value]) => bytes + Buffer.byteLength(key + String(value)),
    0,
  );
  const nameRule = NAME_RULES[`${groupVersion(type)}/${type.kind}`] ?? 'subdomain';
  // RBAC allows every name that can stand in a path.
  const checked = type.group !== 'rbac.authorization.k8s.io' && live === undefined;
  return [
    ...(live === undefined ? [] : updateProblems(object.metadata, live.metadata)),
    ...(name === '' ? [required('metadata.name', 'name or generateName is required')] : []),
    ...(checked && name !== '' ? named(nameRule, 'metadata.name', name) : []),
    ...(type.namespaced && !namespace ? [required('metadata.namespace')] : []),
    ...(!type.namespaced && namespace ? [forbiddenField('metadata.namespace', 'not allowed on this type')] : []),
    ...labels('metadata.labels', own),
    ...Object.keys(annotations).flatMap((key) => qualifiedName('metadata.annotations', key.toLowerCase())),
    ...(size > MAX_ANNOTATION_BYTES
      ? [
          {
            field: 'metadata.annotations',
            reason: 'FieldValueTooLong' as const,
            message: `Too long: may not be more than ${MAX_ANNOTATION_BYTES} bytes`,
          },
        ]
      : []),
    ...(object.metadata.ownerReferences ?? []).flatMap(ownerProblems),
    ...(object.metadata.finalizers ?? []).flatMap(finalizerProblems),
  ];
};

/** A real server looks at this part of an update twice, and tells each finding twice. */
const updateProblems = (now: ObjectMeta, was: ObjectMeta): readonly FieldProblem[] => {
  const added = (now.finalizers ?? []).filter((finalizer) => was.finalizers?.includes(finalizer) !== true);
  const shown = `[]string{${added.map((finalizer) => JSON.stringify(finalizer)).join(', ')}}`;
  const why = `no new finalizers can be added if the object is being deleted, found new finalizers ${shown}`;
  const problems = [
    ...(was.deletionTimestamp !== undefined && added.length > 0 ? [forbiddenField('metadata.finalizers', why)] : []),
    ...(now.uid !== undefined && now.uid !== was.uid ? [invalid('metadata.uid', now.uid, 'field is immutable')] : []),
  ];
  return [...problems, ...problems];
};

const ownerProblems = (owner: unknown): readonly FieldProblem[] => {
  const { apiVersion = '', kind = '', name = '', uid = '' } = record(owner);
  const at = 'metadata.ownerReferences';
  const version = String(apiVersion).split('/').at(-1);
  return [
    ...(version === '' ? [invalid(`${at}.apiVersion`, version, 'version must not be empty')] : []),
    ...Object.entries({ kind, name, uid }).flatMap(([field, value]) =>
      value === '' ? [invalid(`${at}.${field}`, '', 'must not be empty')] : [],
    ),
  ];
};

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/ */
const finalizerProblems = (finalizer: string, index: number): readonly FieldProblem[] => {
  const at = `metadata.finalizers[${index}]`;
  const standard = ['foregroundDeletion', 'orphan', 'kubernetes'].includes(finalizer);
  const why = 'name is neither a standard finalizer name nor is it fully qualified';
  return [
    ...qualifiedName(at, finalizer),
    ...(finalizer.includes('/') || standard ? [] : [invalid(at, finalizer, why)]),
  ];
};
