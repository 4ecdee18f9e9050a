import type { KubernetesObject } from '../cluster.ts';
import { FIELD_MANAGER, isYielding } from '../field-manager.ts';
import { type FieldTree, type UnionPath, withoutPath, withPath } from './field-path.ts';
import { isJson } from './json.ts';

/** One line of `managedFields`, as far as it is looked at. */
export interface ManagedFields {
  readonly manager?: string;
  readonly operation?: string;
  readonly subresource?: string;
  readonly fieldsV1?: FieldTree;
  readonly [field: string]: unknown;
}

export function managedFieldsOf({ metadata }: KubernetesObject): readonly ManagedFields[] {
  const { managedFields } = metadata;
  // The server's own book: every line has this shape.
  return Array.isArray(managedFields) ? managedFields.filter((line): line is ManagedFields => isJson(line)) : [];
}

/** The book after these fields have become ours, so that our next apply, which does not name them, takes them away. Nothing of the
 *  object changes by that. What a manager owns that we do not overrule stays his.
 *  @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#transferring-ownership */
export function owningPaths(object: KubernetesObject, paths: readonly UnionPath[]): readonly ManagedFields[] {
  const book = managedFieldsOf(object);
  const isOurs = ({ manager, operation, subresource }: ManagedFields) =>
    manager === FIELD_MANAGER && operation === 'Apply' && subresource === undefined;
  const own = book.find(isOurs) ?? {
    manager: FIELD_MANAGER,
    operation: 'Apply',
    apiVersion: object.apiVersion,
    fieldsType: 'FieldsV1',
    fieldsV1: {},
  };
  const others = book.filter((line) => !isOurs(line));
  return [
    { ...own, fieldsV1: paths.reduce(withPath, own.fieldsV1 ?? {}) },
    ...others.map((line) =>
      // Who creates an object owns what the server filled in, too.
      isYielding(line.manager ?? '') && line.fieldsV1 !== undefined
        ? { ...line, fieldsV1: paths.reduce(withoutPath, line.fieldsV1) }
        : line,
    ),
  ];
}
