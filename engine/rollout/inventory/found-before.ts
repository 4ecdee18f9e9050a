import { type Cluster, type KubernetesObject, referenceOf } from '../cluster.ts';
import type { RolloutRequest } from '../request.ts';
import { type History, type HistoryEntry, isGood } from '../state/history.ts';
import { identityOf, without } from './identity.ts';
import type { Stays } from './stays.ts';

/** Objects of a release that were in the cluster before it, by their identity. */
export type FoundBefore = ReadonlySet<string>;

/** Looks which objects that the last good state lacks are there already. What an earlier try has brought was not there before: a killed
 *  run, or one that could not go back. Reads nothing where nothing is gone back to. */
export async function findBefore(
  { rollback, namespace }: Pick<RolloutRequest, 'rollback' | 'namespace'>,
  cluster: Pick<Cluster, 'get'>,
  objects: readonly KubernetesObject[],
  { target, history }: { readonly target: HistoryEntry | undefined; readonly history: History },
): Promise<FoundBefore> {
  if (target === undefined || rollback === undefined) return new Set();
  const tried = history.filter((entry) => !isGood(entry) && entry.at > target.at).flatMap((entry) => entry.objects);
  const isNew = (live: KubernetesObject) => without([live], tried).length === 0 && !isOlder(live, target);
  const found = await Promise.all(
    without(objects, target.objects).map((object) => cluster.get(referenceOf(object, namespace))),
  );
  return new Set(found.flatMap((live) => (live === undefined || isNew(live) ? [] : [identityOf(live)])));
}

/** Servers tell whole seconds. */
const SECOND = 1_000;

/** Whether an object was made before a state was good. */
const isOlder = ({ metadata }: KubernetesObject, { at }: HistoryEntry): boolean =>
  Date.parse(String(metadata['creationTimestamp'])) + SECOND <= Date.parse(at);

/** Spares what was there before the releases that are left: it is not for them to take away. */
export const sparing =
  (target: HistoryEntry, before: FoundBefore) =>
  (live: KubernetesObject): Stays | undefined =>
    before.has(identityOf(live)) || isOlder(live, target) ? { code: 'was-there-before' } : undefined;
