import { scaleTo } from '../blue-green/traffic.ts';
import { type Cluster, type KubernetesObject, nameOf, Refusal, referenceOf, Unreachable } from '../cluster.ts';
import { replicasOf } from '../exposed-workload.ts';
import { broughtAfter, untouchedSince } from '../inventory/brought.ts';
import { type FoundBefore, sparing } from '../inventory/found-before.ts';
import { without } from '../inventory/identity.ts';
import { presentOf } from '../inventory/present.ts';
import { turnOf } from '../inventory/removal-order.ts';
import { NOTHING_REMOVED, type Removed, removeObjects, together } from '../inventory/remove.ts';
import { withService } from '../inventory/service-mark.ts';
import { type Live, newerRun, readLive } from '../preflight/preflight.ts';
import { tell } from '../report/timeline.ts';
import type { RollbackOutcome, RolloutPorts, RolloutRequest } from '../request.ts';
import { stateOf } from '../state/annotations.ts';
import { type HistoryEntry, isGood, lastGood, provenObjects } from '../state/history.ts';
import type { HistoryKeeper } from '../state/history-keeper.ts';
import { NewerRun } from '../state/newer-run.ts';
import { watchRollout } from '../watch/watch-rollout.ts';
import { isWorkload } from '../workload.ts';
import { writeAll } from '../write.ts';
import { scales, withReplicasBack } from './replicas.ts';
import { unsticking } from './unstick.ts';

export interface Restored {
  readonly outcome: RollbackOutcome;
  /** The state that was gone back to. */
  readonly target: HistoryEntry | undefined;
  readonly problem: string | undefined;
  /** What only the release that is left had brought. */
  readonly removed: Removed;
}

/** The release that is left. */
export interface Failed {
  readonly key: string;
  readonly objects: readonly KubernetesObject[];
  /** The workloads before it was written. */
  readonly before: readonly KubernetesObject[];
  readonly irreversible: boolean;
  readonly foundBefore: FoundBefore;
}

/** Returns to the last good state by applying all of it again, as the same manager, with as many pods as ran before. Watches with its
 *  own time, judged by the same rules. What only the release that is left had brought is deleted: what acts on pods before anything is
 *  written, since it would act on these, the rest once they run. What was good the history in the cluster says, and no deployment record: a
 *  forged one would send the tier further back, or nowhere. */
export async function restore(
  request: RolloutRequest,
  ports: RolloutPorts,
  keeper: HistoryKeeper,
  failed: Failed,
): Promise<Restored> {
  const { cluster, clock, log, signal } = ports;
  const { namespace, run, service } = request;
  if (request.rollback === undefined) return none('off');
  if (failed.irreversible) return none('irreversible');
  // A state that a dead run has written before was never good because of that.
  const wasGood = keeper.history.some((entry) => entry.key === failed.key && isGood(entry));
  if (wasGood && failed.before.some((object) => stateOf(object) === failed.key)) return none('none-same-state');
  const target = lastGood(keeper.history, failed.key);
  if (target === undefined) return none('none-first-deploy');
  let removed = NOTHING_REMOVED;
  const end = (outcome: RollbackOutcome, problem?: string): Restored => ({ outcome, target, problem, removed });
  const brought = broughtAfter(target, keeper.history, failed.objects);
  const remove = async (objects: readonly KubernetesObject[]): Promise<void> => {
    const spared = sparing(target, failed.foundBefore);
    removed = together(removed, await removeObjects({ objects, service, namespace, spared, ports }));
  };
  log.info(`Returning to the last good state, ${describeState(target)}.`);
  try {
    const workloads = target.objects.filter(isWorkload);
    const live = await readLive(cluster, workloads, namespace);
    if (newerRun(live, run) !== undefined) return end('superseded');
    await remove(brought.filter((object) => turnOf(object) === 'first'));
    const going = brought.filter((object) => removed.gone.includes(nameOf(object)));
    // A run that was killed may have written it already; then nobody knows what ran before.
    const before = new Map(
      failed.before.filter((o) => stateOf(o) !== failed.key).map((object) => [nameOf(object), object]),
    );
    const untouched = await presentOf(cluster, untouchedSince(target, keeper.history, failed.objects), namespace);
    const objects = without(target.objects, untouched).map((object) =>
      withService(withReplicasBack(object, { left: failed.objects, going, before, live }), service),
    );
    if (going.length > 0) await takeCounts(cluster, objects, live, going);
    const mark = { commit: target.commit, release: target.release?.digest, state: target.key, run };
    const targets = await writeAll({
      objects,
      live,
      mark,
      phase: 'failing',
      due: request.rollback * 1000,
      proven: provenObjects(keeper.history),
      ports: { namespace, cluster, clock, signal },
    });
    if (targets === undefined) return end('cancelled');
    // What is as it should be once it is written needs no watching.
    if (targets.length === 0) return await complete();
    const graces = { ...request.graces, timeout: request.rollback };
    const { end: seen } = await unsticking({ targets, before: live, cluster, clock, log }, () =>
      watchRollout({ targets, run, graces, cluster, clock, log, signal, seen: tell(ports, 'rollback') }),
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
  live: Live,
  gone: readonly KubernetesObject[],
): Promise<void> {
  for (const object of objects) {
    const replicas = replicasOf(object);
    const now = live.get(nameOf(object));
    if (replicas === undefined || now === undefined || !gone.some((other) => scales(other, object))) continue;
    await scaleTo(cluster, referenceOf(object, now.metadata.namespace ?? ''), replicas);
  }
}
