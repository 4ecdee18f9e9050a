import { type KubernetesObject, nameOf, Refusal, Unreachable } from '../cluster.ts';
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
import { unsticking } from './unstick.ts';

export interface Restored {
  readonly outcome: RollbackOutcome;
  /** The state that was gone back to. */
  readonly target: HistoryEntry | undefined;
  readonly problem: string | undefined;
}

/** Returns to the last good state by applying all of it again, as the same manager. The number of replicas stays as it is now:
 *  an autoscaler may have changed it. Watches with its own time, judged by the same rules.
 *  It does not delete what only the failed release had. What was good the history in the cluster says, and no deployment record: a
 *  forged one would send the tier further back, or nowhere. */
export async function restore(
  request: RolloutRequest,
  ports: RolloutPorts,
  keeper: HistoryKeeper,
  failed: { readonly key: string; readonly before: readonly KubernetesObject[]; readonly irreversible: boolean },
): Promise<Restored> {
  const { cluster, clock, log, signal } = ports;
  const { namespace, run } = request;
  if (request.rollback === undefined) return none('off');
  if (failed.irreversible) return none('irreversible');
  // A state that a dead run has written before was never good because of that.
  const wasGood = keeper.history.some((entry) => entry.key === failed.key && isGood(entry));
  if (wasGood && failed.before.some((object) => stateOf(object) === failed.key)) return none('none-same-state');
  const target = lastGood(keeper.history, failed.key);
  if (target === undefined) return none('none-first-deploy');
  const end = (outcome: RollbackOutcome, problem?: string): Restored => ({ outcome, target, problem });
  log.info(`Returning to the last good state, ${describeState(target)}.`);
  try {
    const workloads = target.objects.filter(isWorkload);
    const live = await readLive(cluster, workloads, namespace);
    if (newerRun(live, run) !== undefined) return end('superseded');
    const objects = target.objects.map((object) => withReplicas(object, live));
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
    if (targets.length === 0) return end('complete');
    const graces = { ...request.graces, timeout: request.rollback };
    const { end: seen } = await unsticking({ targets, before: live, cluster, clock, log }, () =>
      watchRollout({ targets, run, graces, cluster, clock, log, signal, seen: tell(ports, 'rollback') }),
    );
    return seen.state === 'complete' ? end('complete') : end(seen.state, seen.sentence);
  } catch (error) {
    if (error instanceof NewerRun) return end('superseded');
    if (error instanceof Refusal) return end('failed', error.message);
    if (error instanceof Unreachable) return end('unknown', error.message);
    throw error;
  }
}

const none = (outcome: RollbackOutcome): Restored => ({ outcome, target: undefined, problem: undefined });

export const describeState = ({ release, key, commit }: HistoryEntry): string =>
  `${release === undefined ? 'manifests' : 'release'} ${(release?.digest ?? key).slice(0, 19)}${commit === undefined ? '' : ` of commit ${commit.slice(0, 7)}`}`;

/** Leaving the field out would give it up, and the server would set it to one. */
export function withReplicas(object: KubernetesObject, live: Live): KubernetesObject {
  if (!isWorkload(object) || object.spec.replicas === undefined) return object;
  const now = (live.get(nameOf(object))?.['spec'] as { readonly replicas?: number } | undefined)?.replicas;
  return now === undefined ? object : ({ ...object, spec: { ...object.spec, replicas: now } } as KubernetesObject);
}
