import { inSentences } from '../../../domain/sentences.ts';
import { cannotBeUndone } from '../abort/irreversible.ts';
import { describeState } from '../abort/restore.ts';
import { attempt } from '../attempt.ts';
import { Refusal, Unreachable } from '../cluster.ts';
import { type AttemptEnd, failureOutcome, rollbackSentence } from '../ending.ts';
import { parseManifests } from '../manifests.ts';
import type { RollbackOutcome, RolloutPorts, RolloutRequest } from '../request.ts';
import { stateOf } from '../state/annotations.ts';
import { fenced } from '../state/fenced-cluster.ts';
import { HeldLease } from '../state/held-lease.ts';
import { type HistoryEntry, isGood, lastGood, stateKey } from '../state/history.ts';
import { HistoryKeeper } from '../state/history-keeper.ts';
import { NewerRun } from '../state/newer-run.ts';
import { readRunning } from '../state/running-workload.ts';
import { bearsMark, imagesOf, type WorkloadManifest } from '../workload.ts';
import { changedSince, ownLive } from './own-live.ts';

type Ports = Pick<RolloutPorts, 'cluster'>;

/** Key of the good state that ran before; `undefined` where there was none, or nobody could say. */
export async function stateBefore(
  { service, namespace }: RolloutRequest,
  { cluster }: Ports,
): Promise<string | undefined> {
  try {
    const { history, live } = await readRunning(cluster, { service, namespace });
    const key = live && stateOf(live);
    return history.some((entry) => entry.key === key && isGood(entry)) ? key : undefined;
  } catch (error) {
    if (error instanceof Refusal || error instanceof Unreachable) return undefined;
    throw error;
  }
}

export interface SinceComplete {
  /** What this run had written, when it was complete. */
  readonly own: readonly WorkloadManifest[];
  readonly before: string | undefined;
}

/** A failure after the lock was given back, and what became of the return to the last good state. It is returned to as `sluice rollout
 *  rollback` does, by the same strategy, and only while nobody else has written: what others rolled out meanwhile is theirs. */
export async function goBackLater(
  failure: AttemptEnd,
  since: SinceComplete,
  request: RolloutRequest,
  ports: RolloutPorts,
): Promise<AttemptEnd> {
  const { service, namespace, manifests, release } = request;
  const parsed = parseManifests(manifests, namespace, request.reading);
  const key = stateKey(release, parsed.objects);
  const { history } = await HistoryKeeper.read(ports.cluster, ports.clock, service, namespace);
  const changed = changedSince(since.own, await ownLive(request, ports.cluster));
  if (changed.length > 0) return told(failure, 'none-changed-since');
  const irreversible = cannotBeUndone(parsed);
  const target = lastGood(history, key);
  const none = noReturn(request, irreversible, since.before === key);
  if (none !== undefined || target === undefined) {
    const noted = none === 'none-same-state' ? true : await noteFailed(key, request, ports);
    return told(failure, noted ? (none ?? 'none-first-deploy') : 'superseded');
  }
  ports.log.info(`Returning to the last good state, ${describeState(target)}.`);
  const back = await attempt(backTo(target, request), ports);
  return told(failure, rollbackOf(back), target, back);
}

function noReturn({ rollback }: RolloutRequest, irreversible: boolean, same: boolean): RollbackOutcome | undefined {
  if (rollback === undefined) return 'off';
  if (irreversible) return 'irreversible';
  return same ? 'none-same-state' : undefined;
}

/** So that no later failure returns to it. @returns `false` where a newer run has taken over */
async function noteFailed(
  key: string,
  { service, namespace, run }: RolloutRequest,
  { cluster, clock }: RolloutPorts,
): Promise<boolean> {
  try {
    const lease = await HeldLease.acquire({ cluster, clock }, { service, namespace, run });
    try {
      const keeper = await HistoryKeeper.read(fenced(cluster, lease), clock, service, namespace);
      keeper.move(key, 'failed');
      await keeper.save();
    } finally {
      await lease.release();
    }
    return true;
  } catch (error) {
    if (error instanceof NewerRun) return false;
    throw error;
  }
}

const backTo = (target: HistoryEntry, request: RolloutRequest): RolloutRequest => ({
  ...request,
  kind: 'rollback',
  // JSON is YAML.
  manifests: target.objects.map((object) => JSON.stringify(object)).join('\n---\n'),
  release: target.release,
  commit: target.commit ?? request.commit,
  graces: { ...request.graces, timeout: request.rollback ?? request.graces.timeout },
  rollback: undefined,
  verification: 'none',
});

function rollbackOf({ outcome }: AttemptEnd): RollbackOutcome {
  switch (outcome) {
    case 'complete':
    case 'superseded':
    case 'cancelled':
    case 'unknown':
      return outcome;
    default:
      return 'failed';
  }
}

function told(failure: AttemptEnd, rollback: RollbackOutcome, target?: HistoryEntry, back?: AttemptEnd): AttemptEnd {
  const problem = back === undefined || back.outcome === 'complete' ? undefined : back.sentence;
  const image = rollback === 'complete' ? target?.objects.filter(bearsMark).flatMap(imagesOf)[0]?.image : failure.image;
  return {
    ...failure,
    outcome: failureOutcome(failure.class, rollback),
    sentence: inSentences(failure.sentence, rollbackSentence(rollback, target && describeState(target)), problem),
    rollback,
    ...(image === undefined ? {} : { image }),
  };
}
