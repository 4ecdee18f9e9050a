import { StatusError } from '../../object-store.ts';
import { claim, claimantOf } from '../claims.ts';
import { hashOf, highest, inOrder, keepsTemplate, newRevision } from '../history/revision.ts';
import type { ControllerRevision, DaemonSet, Pod, Resource } from '../resource.ts';
import { aboutSet, REVISION } from './daemon-pod.ts';

/** The revision that keeps the template as it is, and the others. */
export interface Revisions {
  readonly current: ControllerRevision;
  readonly old: readonly ControllerRevision[];
}

/** Makes the revision of a new template; one that comes back gets the next number.
 *  kubernetes/pkg/controller/daemon/update.go, constructHistory
 *  @param collided called when another template has the hash: the next look hashes with a higher count. */
export const currentAndOld = (set: DaemonSet, all: Resource<ControllerRevision>, collided: () => void): Revisions => {
  const known = inOrder(
    claim(claimantOf('apps/v1', 'DaemonSet', set), all.list({ namespace: set.metadata.namespace ?? '' }), all),
  );
  const same = known.filter((revision) => keepsTemplate(revision, set.spec.template));
  const old = known.filter((revision) => !same.includes(revision));
  const number = highest(old) + 1;
  const kept = same.at(-1);
  for (const { metadata } of same.slice(0, -1)) all.delete(metadata.namespace ?? '', metadata.name);
  if (kept === undefined) return { current: create(set, number, all, collided), old };
  return { current: kept.revision < number ? all.update({ ...kept, revision: number }) : kept, old };
};

const create = (
  set: DaemonSet,
  number: number,
  all: Resource<ControllerRevision>,
  collided: () => void,
): ControllerRevision => {
  const hash = hashOf(set.spec.template, set.status?.collisionCount ?? 0);
  const wanted = newRevision(aboutSet(set), set, { number, hash, hashLabel: REVISION });
  try {
    return all.create(wanted);
  } catch (error) {
    if (!(error instanceof StatusError) || error.reason !== 'AlreadyExists') throw error;
    const existing = all.get(set.metadata.namespace ?? '', wanted.metadata.name);
    if (existing !== undefined && keepsTemplate(existing, set.spec.template)) return existing;
    collided();
    throw error;
  }
};

export const hashLabelOf = ({ metadata }: ControllerRevision): string => metadata.labels?.[REVISION] ?? '';

/** Deletes the oldest revisions beyond the limit; one that a pod has stays. */
export const cleanUpHistory = (
  { spec }: DaemonSet,
  old: readonly ControllerRevision[],
  pods: readonly Pod[],
  all: Resource<ControllerRevision>,
): void => {
  const live = new Set(pods.map(({ metadata }) => metadata.labels?.[REVISION]));
  const excess = Math.max(0, old.length - (spec.revisionHistoryLimit ?? 10));
  const free = old.filter((revision) => !live.has(hashLabelOf(revision)));
  for (const { metadata } of free.slice(0, excess)) all.delete(metadata.namespace ?? '', metadata.name);
};
