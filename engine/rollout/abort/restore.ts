import { type Cluster, type KubernetesObject, nameOf, Refusal, referenceOf, Unreachable } from '../cluster.ts';
import { replicasOf } from '../exposed-workload.ts';
import { broughtAfter, untouchedSince } from '../inventory/brought.ts';
import { sparing } from '../inventory/found-before.ts';
import { without } from '../inventory/identity.ts';
import { presentOf } from '../inventory/present.ts';
import { turnOf } from '../inventory/removal-order.ts';
import { NOTHING_REMOVED, type Removed, removeObjects, together } from '../inventory/remove.ts';
import { withService } from '../inventory/service-mark.ts';
import { newerRun, readLive } from '../live/live.ts';
import { watchWritten } from '../perform/watch-written.ts';
import { tell } from '../report/timeline.ts';
import type { RollbackOutcome } from '../request.ts';
import { stateOf } from '../state/annotations.ts';
import { type HistoryEntry, isGood, lastGood, provenObjects } from '../state/history.ts';
import { NewerRun } from '../state/newer-run.ts';
import { scaleTo } from '../traffic/traffic.ts';
import { markOf, ownOf, type Undertaking } from '../undertaking.ts';
import { bearsMark } from '../workload.ts';
import { writeAll } from '../write.ts';
import { cannotBeUndone } from './irreversible.ts';
import { scales, withReplicasBack } from './replicas.ts';
import { unstickWhile } from './unstick.ts';

export interface Restored {
  readonly outcome: RollbackOutcome;
  /** The state that was gone back to. */
  readonly target: HistoryEntry | undefined;
  readonly problem: string | undefined;
  /** What only the release that is left had brought. */
  readonly removed: Removed;
}

/** Returns to the last good state by applying all of it again, as the same manager, with as many pods as ran before. Watches with its
 *  own time, judged by the same rules. What only the release that is left had brought is deleted: what acts on pods before anything is
 *  written, since it would act on these, the rest once they run. What was good the history in the cluster says, and no deployment record: a
 *  forged one would send the tier further back, or nowhere. */
export async function restore(undertaking: Undertaking): Promise<Restored> {
  const { request, ports, keeper, key } = undertaking;
  const { objects: left } = undertaking.manifests;
  const { cluster, log } = ports;
  const { namespace, run, service } = request;
  if (request.rollback === undefined) return none('off');
  if (cannotBeUndone(undertaking.manifests)) return none('irreversible');
  const ran = ownOf(undertaking);
  // A state that a dead run has written before was never good because of that.
  const wasGood = keeper.history.some((entry) => entry.key === key && isGood(entry));
  if (wasGood && ran.some((object) => stateOf(object) === key)) return none('none-same-state');
  const target = lastGood(keeper.history, key);
  if (target === undefined) return none('none-first-deploy');
  let removed = NOTHING_REMOVED;
  const end = (outcome: RollbackOutcome, problem?: string): Restored => ({ outcome, target, problem, removed });
  const brought = broughtAfter(target, keeper.history, left);
  const remove = async (objects: readonly KubernetesObject[]): Promise<void> => {
    const spared = sparing(target, undertaking.foundBefore);
    removed = together(removed, await removeObjects({ objects, service, namespace, spared, ports }));
  };
  log.info(`Returning to the last good state, ${describeState(target)}.`);
  try {
    const live = await readLive(cluster, target.objects.filter(bearsMark), namespace);
    if (newerRun(live, run) !== undefined) return end('superseded');
    await remove(brought.filter((object) => turnOf(object) === 'first'));
    const going = brought.filter((object) => removed.gone.includes(nameOf(object)));
    // A run that was killed may have written it already; then nobody knows what ran before.
    const before = new Map(ran.filter((object) => stateOf(object) !== key).map((object) => [nameOf(object), object]));
    const untouched = await presentOf(cluster, untouchedSince(target, keeper.history, left), namespace);
    const objects = without(target.objects, untouched).map((object) =>
      withService(withReplicasBack(object, { left, going, before, live }), service),
    );
    await takeCounts(cluster, objects, namespace, going);
    const mark = markOf({ request: { ...target, run }, key: target.key });
    const targets = await writeAll({
      objects,
      live,
      mark,
      phase: 'failing',
      due: request.rollback * 1000,
      proven: provenObjects(keeper.history),
      namespace,
      ports,
    });
    if (targets === undefined) return end('cancelled');
    // What is as it should be once it is written needs no watching.
    if (targets.length === 0) return await complete();
    const graces = { ...request.graces, timeout: request.rollback };
    const { end: seen } = await unstickWhile({ targets, before: live, ports }, () =>
      watchWritten(targets, undertaking, { graces, images: undefined, seen: tell(ports, 'rollback') }),
    );
    return seen.state === 'complete' ? await complete() : end(seen.state, seen.sentence);
  } catch (error) {
    if (error instanceof NewerRun) return end('superseded');
    if (error instanceof Refusal) return end('failed', error.message);
    if (error instanceof Unreachable) return end('unknown', error.message);
    throw error;
  }

  async function complete(): Promise<Restored> {
    await remove(brought.filter((object) => turnOf(object) === 'last'));
    return end('complete');
  }
}

const none = (outcome: RollbackOutcome): Restored => ({
  outcome,
  target: undefined,
  problem: undefined,
  removed: NOTHING_REMOVED,
});

export const describeState = ({ release, key, commit }: HistoryEntry): string =>
  `${release === undefined ? 'manifests' : 'release'} ${(release?.digest ?? key).slice(0, 19)}${commit === undefined ? '' : ` of commit ${commit.slice(0, 7)}`}`;

/** An autoscaler that has gone still owns the number that it set; an apply of another would be a conflict with it. */
async function takeCounts(
  cluster: Cluster,
  objects: readonly KubernetesObject[],
  namespace: string,
  gone: readonly KubernetesObject[],
): Promise<void> {
  for (const object of objects.filter((each) => gone.some((other) => scales(other, each)))) {
    const replicas = replicasOf(object);
    if (replicas !== undefined) await scaleTo(cluster, referenceOf(object, namespace), replicas);
  }
}
