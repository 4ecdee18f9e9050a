import type { KubernetesObject } from '../cluster.ts';
import { FIELD_MANAGER, PHASE_MANAGER } from '../field-manager.ts';
import { recordAt } from '../object-parts.ts';
import { isOwn, isTaken, LAST_APPLIED, type Ownership, ownershipsOf } from './field-managers.ts';
import { type FieldPath, fieldsOf, hasPath, isWithin, telling, textOf, unique, valueAt } from './field-path.ts';

/** How the book of an object changes before we apply it, so that afterwards it is what the manifests say. */
export interface HandOver {
  /** `metadata.managedFields` to be. */
  readonly managedFields: readonly unknown[];
  /** Managers whose fields become ours. */
  readonly from: readonly string[];
  /** Of these fields, those that the manifests do not have: our apply takes them away. */
  readonly leaving: readonly FieldPath[];
  /** All that our apply takes away, what we wrote earlier included. */
  readonly gone: readonly FieldPath[];
  /** Given up by the manifests, but never reset by us: whoever scales the object decides it from here on. */
  readonly yielded: readonly FieldPath[];
}

/** The number of pods is the one field that a release hands to somebody else, an autoscaler; without an owner the server sets it to one.
 *  @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#transferring-ownership */
export const REPLICAS: FieldPath = ['f:spec', 'f:replicas'];

/** What servers and controllers set in any object, so that it would be missed: it stays with who has it. */
const SYSTEM: readonly FieldPath[] = [
  ['f:metadata', 'f:finalizers'],
  ['f:metadata', 'f:ownerReferences'],
  ['f:metadata', 'f:annotations', 'f:deployment.kubernetes.io/revision'],
  ['f:metadata', 'f:annotations', 'f:deprecated.daemonset.template.generation'],
  ['f:spec', 'f:template', 'f:metadata', 'f:annotations', 'f:kubectl.kubernetes.io/restartedAt'],
  ['f:spec', 'f:volumeName'],
  ['f:spec', 'f:clusterIP'],
  ['f:spec', 'f:clusterIPs'],
  ['f:spec', 'f:healthCheckNodePort'],
  ['f:status'],
];

/** Moves what is taken over to us, as kubectl does when it begins to apply on the server, but never what a server or a controller set, and
 *  without the fields of other versions of the API that this one lacks.
 *  @param live with its `managedFields`.
 *  @returns `undefined` when the book may stay as it is.
 *  @see https://github.com/kubernetes/client-go/blob/v0.36.0/util/csaupgrade/upgrade.go */
export function handOver(
  live: KubernetesObject,
  wanted: KubernetesObject,
  takeOver: readonly string[],
): HandOver | undefined {
  const book = ownershipsOf(live);
  const taken = book.filter((one) => isTaken(one, takeOver));
  const moved = unique(taken.flatMap((one) => movable(one, live)));
  const own = book.find(isOwn);
  const others = book.filter((one) => one !== own).map((one) => (taken.includes(one) ? left(one, moved, live) : one));
  const claims = others.flatMap(({ paths }) => paths);
  const ours = unique([...(own?.paths ?? []), ...moved].filter((path) => valueAt(live, path) !== undefined));
  const yielded = ours.filter(
    (path) => textOf(path) === textOf(REPLICAS) && !isSaid(wanted, path) && !isClaimed(path, claims),
  );
  if (moved.length === 0 && yielded.length === 0) return undefined;
  const kept = ours.filter((path) => !yielded.includes(path));
  const gone = kept.filter((path) => !isSaid(wanted, path) && !isClaimed(path, claims));
  return {
    managedFields: [
      ...entriesOf(others, yielded, wanted.apiVersion),
      entry(FIELD_MANAGER, 'Apply', wanted.apiVersion, kept),
    ],
    from: [...new Set(taken.map(({ manager }) => manager))],
    leaving: telling(
      gone.filter((path) => hasPath(moved, path)),
      live,
    ),
    gone,
    yielded,
  };
}

/** Whether the manifests say something about a field. What a Secret says as text, the server keeps as data. */
export const isSaid = (wanted: Readonly<Record<string, unknown>>, path: FieldPath): boolean =>
  valueAt(wanted, path) !== undefined ||
  (wanted['kind'] === 'Secret' &&
    path[0] === 'f:data' &&
    valueAt(wanted, ['f:stringData', ...path.slice(1)]) !== undefined);

/** An item of a list is claimed by itself; a field also by what is claimed in it. So prunes the server, too.
 *  @see https://github.com/kubernetes-sigs/structured-merge-diff/blob/v6.3.0/merge/update.go */
const isClaimed = (path: FieldPath, claims: readonly FieldPath[]): boolean =>
  claims.some((claim) => (path.at(-1)?.startsWith('f:') ? isWithin(claim, path) : textOf(claim) === textOf(path)));

function movable(one: Ownership, live: KubernetesObject): readonly FieldPath[] {
  const isWanted = one.manager === BEFORE ? wantedBefore(live) : () => true;
  return one.paths.filter(
    (path) => valueAt(live, path) !== undefined && !SYSTEM.some((system) => isWithin(path, system)) && isWanted(path),
  );
}

/** Of an object whose book began late nothing tells who wrote what: kubectl's note says what a person wanted. Without it everything but
 *  labels and annotations, which have many writers. @see https://github.com/argoproj/argo-cd/pull/28736 */
function wantedBefore(live: KubernetesObject): (path: FieldPath) => boolean {
  const applied = lastApplied(live);
  if (applied === undefined) return ([top]) => top !== 'f:metadata';
  return (path) => path.at(-1) === `f:${LAST_APPLIED}` || isSaid(applied, path);
}

/** The manager of everything that an object had before anybody applied it on the server. */
const BEFORE = 'before-first-apply';

/** What kubectl applied, where its note says so. */
function lastApplied({ metadata }: KubernetesObject): Readonly<Record<string, unknown>> | undefined {
  try {
    return recordAt(JSON.parse(metadata.annotations?.[LAST_APPLIED] ?? ''));
  } catch {
    return undefined;
  }
}

/** What stays of a line: what was not moved, where the object still has it. */
function left(one: Ownership, moved: readonly FieldPath[], live: KubernetesObject): Ownership {
  const paths = one.paths.filter((path) => !hasPath(moved, path) && valueAt(live, path) !== undefined);
  return { ...one, paths, entry: { ...one.entry, fieldsV1: fieldsOf(paths) } };
}

/** The lines of everybody else; ours for what is given up is among them. */
function entriesOf(others: readonly Ownership[], yielded: readonly FieldPath[], apiVersion: string): unknown[] {
  const keeper = others.find(
    (one) =>
      one.manager === PHASE_MANAGER &&
      one.operation === 'Update' &&
      one.subresource === undefined &&
      one.apiVersion === apiVersion,
  );
  const rest = others.filter((one) => one.paths.length > 0 && (yielded.length === 0 || one !== keeper));
  const added = unique([...(keeper?.paths ?? []), ...yielded]);
  return [
    ...rest.map(({ entry: line }) => line),
    ...(yielded.length === 0 ? [] : [entry(PHASE_MANAGER, 'Update', apiVersion, added)]),
  ];
}

const entry = (
  manager: string,
  operation: Ownership['operation'],
  apiVersion: string,
  paths: readonly FieldPath[],
): unknown => ({ manager, operation, apiVersion, fieldsType: 'FieldsV1', fieldsV1: fieldsOf(paths) });
