import type { KubernetesObject } from '../kubernetes-object.ts';
import { applyConflict, type FieldConflict } from './apply-conflict.ts';
import { compare } from './comparison.ts';
import {
  comparable,
  type FieldManager,
  initialManagedFields,
  managersOf,
  ownable,
  sameManager,
  withManagers,
} from './field-managers.ts';
import { comparePaths } from './field-path.ts';
import { type FieldSet, withNamedFields } from './field-set.ts';
import { KUBECTL, lastAppliedFields, withLastApplied } from './last-applied.ts';
import { merge } from './merge.ts';
import { fieldsOf } from './owned-fields.ts';
import { remove } from './removal.ts';
import { typeOfKind } from './schema/schema.ts';
import type { TypeExpression } from './schema/type-expression.ts';
import { assertTyped } from './typed-configuration.ts';

/** One apply request. */
export interface Application {
  readonly manager: string;
  readonly force: boolean;
  readonly time: string;
  readonly subresource?: 'status';
  /** The configuration as it came, before the path's namespace was filled in. */
  readonly sent?: KubernetesObject | undefined;
}

/** Merges a configuration into the live object by the rules of server-side apply: the applier owns what it says, gives up
 *  what it no longer says (removed unless somebody else says it), and may not change what another manager set unless forced.
 *  https://kubernetes.io/docs/reference/using-api/server-side-apply/
 *  @throws {StatusError} 409 with every conflict; 400 or 500 for a configuration that does not fit its kind. */
export const applyConfiguration = (
  live: KubernetesObject | undefined,
  configuration: KubernetesObject,
  application: Application,
): KubernetesObject => {
  const type = typeOfKind(configuration.apiVersion, configuration.kind);
  const config = stripped(configuration);
  assertTyped(config, type);
  const base = live === undefined ? emptyObject(configuration) : booked(live, application.time);
  const self = {
    name: application.manager,
    operation: 'Apply' as const,
    apiVersion: configuration.apiVersion,
    subresource: application.subresource,
  };
  const managers = managersOf(base);
  const last = managers.find((manager) => sameManager(manager, self));
  const others = managers.filter((manager) => manager !== last);
  // Name and namespace are claimed like all the rest, so that pruning never empties metadata; nobody comes to own them.
  const said = fieldsOf(config, type);
  const fields = ownable(said, application.subresource);
  const merged = merge(stripped(base), config, type);
  const pruned = prune(merged, { type, last: last?.fields, claimed: [said, ...others.map((other) => other.fields)] });
  const result = pruned as KubernetesObject;
  const changes = compare(comparable(base), comparable(result), type);
  const touched = new Set([...changes.added, ...changes.modified]);
  const conflicts = others.flatMap((manager) => conflictsOf(manager, touched));
  assertNoConflict(conflicts, application, () => (live === undefined ? new Set() : lastAppliedFields(live, type)));
  const remaining = others.map((manager) => ({
    ...manager,
    fields: new Set([...manager.fields].filter((path) => !touched.has(path) && !changes.removed.has(path))),
  }));
  // An apply that changes nothing sets no time, not even of a new co-owner.
  const time = touched.size + changes.removed.size > 0 ? application.time : last?.time;
  const applied = withManagers(result, [...remaining, { ...self, fields, time }]);
  return application.manager === KUBECTL ? withLastApplied(applied, application.sent ?? configuration) : applied;
};

/** What nobody has kept the book of belongs to `before-first-apply` from the first apply on.
 *  apimachinery `pkg/util/managedfields/internal/skipnonapplied.go` */
const booked = (live: KubernetesObject, time: string): KubernetesObject =>
  (live.metadata.managedFields ?? []).length > 0
    ? live
    : initialManagedFields(live, { manager: 'before-first-apply', time });

/** @throws {StatusError} 409 with the conflicts of an apply that is not forced; kubectl has none about what it applied before. */
const assertNoConflict = (
  conflicts: readonly FieldConflict[],
  { force, manager }: Application,
  appliedBefore: () => FieldSet,
): void => {
  if (conflicts.length === 0 || force) return;
  const own = manager === KUBECTL ? appliedBefore() : new Set();
  const left = conflicts.filter(({ path }) => !own.has(path));
  if (left.length > 0) throw applyConflict(left);
};

interface Pruning {
  readonly type: TypeExpression;
  readonly last: FieldSet | undefined;
  readonly claimed: readonly FieldSet[];
}

/** Takes away what the applier said last time, then adds back what anybody still claims, then what it never owned. */
const prune = (merged: unknown, { type, last, claimed }: Pruning): unknown => {
  if (last === undefined || last.size === 0) return merged;
  const lastNamed = withNamedFields(last, type);
  const mergedFields = withNamedFields(fieldsOf(merged, type), type);
  const claims = withNamedFields(new Set(claimed.flatMap((set) => [...set])), type);
  const pruned = remove(merged, lastNamed, type);
  const prunedFields = withNamedFields(fieldsOf(pruned, type), type);
  const ownedBack = remove(merged, minus(mergedFields, prunedFields, claims), type);
  const backFields = withNamedFields(fieldsOf(ownedBack, type), type);
  const gone = new Set([...minus(mergedFields, backFields)].filter((path) => lastNamed.has(path)));
  return remove(merged, gone, type);
};

const minus = (set: FieldSet, ...others: readonly FieldSet[]): FieldSet =>
  new Set([...set].filter((path) => !others.some((other) => other.has(path))));

const conflictsOf = (manager: FieldManager, touched: ReadonlySet<string>): readonly FieldConflict[] =>
  [...manager.fields]
    .filter((path) => touched.has(path))
    .sort(comparePaths)
    .map((path) => ({ manager, path }));

const stripped = (object: KubernetesObject): KubernetesObject => {
  const { managedFields: _managers, ...metadata } = object.metadata;
  return { ...object, metadata };
};

const emptyObject = ({ apiVersion, kind, metadata: { name, namespace } }: KubernetesObject): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
});
