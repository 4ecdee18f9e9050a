import { standingOf } from '../../../domain/field-manager.ts';
import { isRecord } from '../../../domain/shape/shape.ts';
import type { KubernetesObject } from '../cluster.ts';
import { FIELD_MANAGER } from '../field-manager.ts';
import { type FieldPath, fieldsIn, hasPath, pathsOf } from './field-path.ts';

/** One line of `managedFields`: who owns which fields, and how he came to. */
export interface Ownership {
  readonly manager: string;
  /** `Apply` declares all that its manager wants; `Update` is a change that somebody made once. */
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  readonly subresource: string | undefined;
  readonly paths: readonly FieldPath[];
  /** As the server has it. */
  readonly entry: Readonly<Record<string, unknown>>;
}

/** Empty for an object that nobody has kept the book of. */
export function ownershipsOf({ metadata }: KubernetesObject): readonly Ownership[] {
  const entries: readonly unknown[] = Array.isArray(metadata['managedFields']) ? metadata['managedFields'] : [];
  return entries.filter(isRecord).map((entry) => ({
    manager: String(entry['manager'] ?? ''),
    operation: entry['operation'] === 'Apply' ? 'Apply' : 'Update',
    apiVersion: String(entry['apiVersion'] ?? ''),
    subresource: typeof entry['subresource'] === 'string' ? entry['subresource'] : undefined,
    paths: pathsOf(fieldsIn(entry['fieldsV1'])),
    entry,
  }));
}

/** What kubectl applied last, kept by it on the object. Whoever wrote that has applied from the client side, by whatever name. */
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const NOTE: FieldPath = ['f:metadata', 'f:annotations', `f:${LAST_APPLIED}`];

/** Whether all that a line says becomes ours. A subresource is written by controllers, or scales: nobody to take over from.
 *  @param takeOver managers that somebody named for it.
 *  @see https://github.com/kubernetes/kubectl/blob/v0.36.0/pkg/cmd/apply/apply.go (migrateToSSAIfNecessary) */
export const isTaken = (one: Ownership, takeOver: readonly string[]): boolean => {
  const standing = standingOf(one.manager);
  if (one.subresource !== undefined || standing === 'ours' || standing === 'controller' || standing === 'reconciler')
    return false;
  if (takeOver.includes(one.manager)) return true;
  return one.operation === 'Update' && (standing === 'kubectl-apply' || hasPath(one.paths, NOTE));
};

/** Whether we have applied the object before. */
export const isApplied = (ownerships: readonly Ownership[]): boolean => ownerships.some(isOwn);

export const isOwn = ({ manager, operation, subresource }: Ownership): boolean =>
  manager === FIELD_MANAGER && operation === 'Apply' && subresource === undefined;

/** Whether a manager's fields are taken where the manifests say them otherwise: our own earlier patches, and what people did once with
 *  kubectl to an object that is ours. */
export function isOverruled(manager: string, ownerships: readonly Ownership[], takeOver: readonly string[]): boolean {
  const standing = standingOf(manager);
  if (standing === 'ours' || standing === 'kubectl-apply' || takeOver.includes(manager)) return true;
  if (ownerships.some((one) => one.manager === manager && isTaken(one, []))) return true;
  const declared = ownerships.some((one) => one.manager === manager && one.operation === 'Apply');
  return standing === 'kubectl' && !declared && isApplied(ownerships);
}
