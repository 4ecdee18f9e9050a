import { StatusError } from '../../object-store.ts';
import { ownerReference, selects } from '../claims.ts';
import { controllerOf } from '../controller.ts';
import { hashOf, highest, inOrder, keepsTemplate, newRevision } from '../history/revision.ts';
import type { ControllerRevision, Pod, Resource, StatefulSet } from '../resource.ts';
import { aboutSet } from './member.ts';
import { revisionOf } from './ordinals.ts';
import type { Revisions } from './status.ts';

const HASH = 'controller.kubernetes.io/hash';

/** Those that the set owns, and those that nobody owns and its selector takes, which it adopts. */
export const revisionsOf = (set: StatefulSet, all: Resource<ControllerRevision>): readonly ControllerRevision[] => {
  const found = all
    .list({ namespace: set.metadata.namespace ?? '' })
    .filter(({ metadata }) => selects(set.spec.selector, metadata.labels ?? {}));
  const adopted = found.flatMap((revision) => {
    const owner = controllerOf(revision);
    if (owner !== undefined) return owner.uid === set.metadata.uid ? [revision] : [];
    if (set.metadata.deletionTimestamp !== undefined) return [];
    const ours = ownerReference('apps/v1', 'StatefulSet', set.metadata);
    const ownerReferences = [...(revision.metadata.ownerReferences ?? []), ours];
    return [all.update({ ...revision, metadata: { ...revision.metadata, ownerReferences } })];
  });
  return inOrder(adopted);
};

/** The revision of the template as it is, made or given a new number where needed, and the one that members had before.
 *  kubernetes/pkg/controller/statefulset/stateful_set_control.go, getStatefulSetRevisions */
export const currentAndUpdate = (
  set: StatefulSet,
  known: readonly ControllerRevision[],
  all: Resource<ControllerRevision>,
): Revisions => {
  const { template } = set.spec;
  const number = highest(known) + 1;
  const equal = known.findLast((revision) => keepsTemplate(revision, template));
  const before = set.status?.collisionCount ?? 0;
  const made =
    equal === undefined
      ? create(set, number, before, all)
      : {
          revision: equal === known.at(-1) ? equal : all.update({ ...equal, revision: number }),
          collisionCount: before,
        };
  const current = known.find(({ metadata }) => metadata.name === set.status?.currentRevision);
  return { current: current ?? made.revision, update: made.revision, collisionCount: made.collisionCount };
};

const create = (set: StatefulSet, number: number, collisions: number, all: Resource<ControllerRevision>) => {
  for (let collisionCount = collisions; ; collisionCount += 1) {
    const hash = hashOf(set.spec.template, collisionCount);
    const wanted = newRevision(aboutSet(set), set, { number, hash, hashLabel: HASH });
    try {
      return { revision: all.create(wanted), collisionCount };
    } catch (error) {
      if (!(error instanceof StatusError) || error.reason !== 'AlreadyExists') throw error;
      const existing = all.get(set.metadata.namespace ?? '', wanted.metadata.name);
      if (existing !== undefined && keepsTemplate(existing, set.spec.template))
        return { revision: existing, collisionCount };
    }
  }
};

/** Deletes the oldest revisions beyond the limit; those in use do not count and stay.
 *  https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#revision-history
 *  @param inUse names of those that the set or one of its pods has. */
export const cleanUpHistory = (
  set: StatefulSet,
  known: readonly ControllerRevision[],
  inUse: ReadonlySet<string>,
  all: Resource<ControllerRevision>,
): void => {
  const history = known.filter(({ metadata }) => !inUse.has(metadata.name));
  const limit = set.spec.revisionHistoryLimit ?? 10;
  // A negative limit keeps all.
  const excess = limit < 0 ? [] : history.slice(0, Math.max(0, history.length - limit));
  for (const { metadata } of excess) all.delete(metadata.namespace ?? '', metadata.name);
};

export const revisionsInUse = ({ current, update }: Revisions, pods: readonly Pod[]): ReadonlySet<string> =>
  new Set([current.metadata.name, update.metadata.name, ...pods.map(revisionOf)]);
