import { assertNever } from '../../domain/brand.ts';
import { beforeWriting, enter, lookFirst, type Preparation } from './before-writing.ts';
import { SwitchOver } from './blue-green/switch-over.ts';
import { GrowCanary } from './canary/grow-canary.ts';
import { nameOf } from './cluster.ts';
import { withClusterObjects } from './cluster-objects/around.ts';
import type { AttemptEnd } from './ending.ts';
import { remembering, WrittenObjects } from './foreign/written-objects.ts';
import { ownedManifests } from './inventory/service-mark.ts';
import { type Known, owning } from './ownership/owning-cluster.ts';
import { conclude } from './perform/conclude.ts';
import { perform } from './perform/perform.ts';
import type { RolloutPorts, RolloutRequest } from './request.ts';
import { Rolling } from './rolling/rolling.ts';
import { fenced } from './state/fenced-cluster.ts';
import { HeldLease } from './state/held-lease.ts';
import { HistoryKeeper } from './state/history-keeper.ts';
import { Ledger } from './state/ledger.ts';
import { NewerRun } from './state/newer-run.ts';
import type { Undertaking } from './undertaking.ts';

/** One try to bring a state into the cluster: look, ask the server, take the lock, remember, write, watch, and undo on failure.
 *  Everything it expects is an end; what it throws is a defect or an answer that nobody foresaw. */
export async function attempt(request: RolloutRequest, ports: RolloutPorts): Promise<AttemptEnd> {
  const ready = await beforeWriting(() => lookFirst(request, ports));
  if ('outcome' in ready) return ready;
  const lease = await beforeWriting(async () => ({ held: await HeldLease.acquire(ports, request) }));
  return 'outcome' in lease ? lease : await workWithLock(request, ports, ready, lease.held);
}

/** With the lock: every write asks first whether it is still ours. */
async function workWithLock(
  request: RolloutRequest,
  ports: RolloutPorts,
  found: Preparation,
  lease: HeldLease,
): Promise<AttemptEnd> {
  const { clock, signal, log } = ports;
  const { service, namespace } = request;
  const written = new WrittenObjects();
  const cluster = remembering(owning(fenced(ports.cluster, lease), request.takeOver ?? [], seenIn(found)), written);
  const own = { ...ports, cluster, signal: AbortSignal.any([signal, lease.lost]) };
  try {
    const start = await beforeWriting(async () => {
      // Who had the lock before us may have written its own entries since we looked.
      const keeper = await HistoryKeeper.read(cluster, clock, service, namespace);
      enter(keeper, request, found);
      await keeper.save();
      return { keeper };
    });
    if ('outcome' in start) return start;
    const { keeper } = start;
    const undertaking: Undertaking = {
      ...found,
      request,
      ports: own,
      manifests: ownedManifests(found.manifests, service),
      keeper,
      ledger: new Ledger(keeper, found.key, service, log),
      begun: clock.now(),
      written,
    };
    const work = () => rolledOut({ ...undertaking, begun: clock.now() });
    const end = await withClusterObjects(undertaking, () => conclude(undertaking, work));
    // Watching was ended by the loss of the lock, not by somebody who cancelled.
    return end.outcome === 'cancelled' && lease.lost.aborted && !signal.aborted ? superseded(end) : end;
  } catch (error) {
    if (error instanceof NewerRun) return { outcome: 'superseded', sentence: `${error.message} This run stops.` };
    throw error;
  } finally {
    await lease.release();
  }
}

/** Everything that bears a mark was looked at. */
const seenIn =
  ({ manifests, live }: Pick<Preparation, 'manifests' | 'live'>): Known =>
  (object) =>
    live.get(nameOf(object)) ??
    (manifests.bearers.some((bearer) => nameOf(bearer) === nameOf(object)) ? 'absent' : undefined);

function rolledOut(undertaking: Undertaking): Promise<AttemptEnd> {
  const { strategy } = undertaking.request;
  switch (strategy.kind) {
    case 'rolling':
      return perform(new Rolling(undertaking), undertaking);
    case 'blueGreen':
      return perform(new SwitchOver(undertaking, strategy), undertaking);
    case 'canary':
      return perform(new GrowCanary(undertaking, strategy), undertaking);
    default:
      return assertNever(strategy);
  }
}

const superseded = (end: AttemptEnd): AttemptEnd => ({
  ...end,
  outcome: 'superseded',
  sentence: 'A newer run has taken over; this one stops without undoing anything.',
});
