import { assertNever } from '../../domain/brand.ts';
import { InvalidInput } from '../../domain/problem.ts';
import { inSentences } from '../../domain/sentences.ts';
import { ledByColour } from './blue-green/left-behind.ts';
import { switchOver } from './blue-green/switch-over.ts';
import { canaryTraffic } from './canary/canary-traffic.ts';
import { growCanary } from './canary/grow-canary.ts';
import { measureFindings } from './canary/measured.ts';
import { plannedShares } from './canary/share.ts';
import { nameOf, Refusal, Unreachable } from './cluster.ts';
import { withClusterObjects } from './cluster-objects/around.ts';
import { lookAtClusterObjects } from './cluster-objects/look-at.ts';
import type { AttemptEnd } from './ending.ts';
import { exposedWorkload } from './exposed-workload.ts';
import { remembering, WrittenObjects } from './foreign/written-objects.ts';
import { foundState } from './found-state.ts';
import { concluded } from './inventory/conclude.ts';
import { findBefore } from './inventory/found-before.ts';
import { ownedManifests } from './inventory/service-mark.ts';
import { withDueJobs } from './jobs/due-jobs.ts';
import { jobOf } from './jobs/release-job.ts';
import { parseManifests } from './manifests.ts';
import { copiesOf, objectsOf } from './objects-of.ts';
import { type Known, owning } from './ownership/owning-cluster.ts';
import { newerRun, preflight, readLive, rightsRefusals } from './preflight/preflight.ts';
import { NOTHING_FOUND } from './preflight/references.ts';
import type { RolloutPorts, RolloutRequest } from './request.ts';
import { withReplicas } from './rolling/replicas.ts';
import { rollWorkloads } from './rolling/rolling.ts';
import { withMark } from './state/annotations.ts';
import { fenced } from './state/fenced-cluster.ts';
import { HeldLease } from './state/held-lease.ts';
import { type HistoryEntry, isGood, lastGood, remember, stateKey } from './state/history.ts';
import { HistoryKeeper } from './state/history-keeper.ts';
import { writeHistory } from './state/history-secret.ts';
import { NewerRun } from './state/newer-run.ts';
import { UnusableHistory } from './state/unusable-history.ts';
import { ownOf, type Undertaking } from './undertaking.ts';
import { lookAhead } from './way-back/before-first-write.ts';
import { isWorkload } from './workload.ts';

/** One try to bring a state into the cluster: look, ask the server, take the lock, remember, write, watch, and undo on failure.
 *  Everything it expects is an end; what it throws is a defect or an answer that nobody foresaw. */
export async function attempt(request: RolloutRequest, ports: RolloutPorts): Promise<AttemptEnd> {
  const ready = await beforeWriting(() => looked(request, ports));
  if ('outcome' in ready) return ready;
  const lease = await beforeWriting(async () => {
    const { cluster, clock } = ports;
    return { held: await HeldLease.acquire(cluster, clock, request.service, request.namespace, request.run) };
  });
  return 'outcome' in lease ? lease : await locked(request, ports, ready, lease.held);
}

/** Up to the first write: any end here has left the workloads as they were. */
async function beforeWriting<T>(work: () => Promise<T>): Promise<T | AttemptEnd> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InvalidInput) return { outcome: 'refused', sentence: error.message, problems: error.problems };
    if (error instanceof NewerRun) return { outcome: 'superseded', sentence: error.message };
    if (error instanceof UnusableHistory) return { outcome: 'refused', reason: error.reason, sentence: error.message };
    if (error instanceof Refusal)
      return {
        outcome: 'refused',
        sentence: `The API server refuses before anything was rolled out: ${error.message}`,
      };
    if (error instanceof Unreachable)
      return { outcome: 'unknown', sentence: `${error.message} Nothing was rolled out.` };
    throw error;
  }
}

type Looked = Omit<Undertaking, 'keeper' | 'written'> & { readonly found: HistoryEntry | undefined };

async function looked(request: RolloutRequest, ports: RolloutPorts): Promise<AttemptEnd | Looked> {
  const { cluster, clock, signal } = ports;
  const { namespace, run, service, release, commit } = request;
  const whole = parseManifests(request.manifests, namespace, request.reading);
  const planned = objectsOf(whole, request.strategy);
  const reading = Promise.all([
    readLive(cluster, whole.workloads, namespace, copiesOf(whole, request.strategy)),
    HistoryKeeper.read(cluster, clock, service, namespace),
  ]);
  const read = await reading.catch((error: Error) => error);
  if (read instanceof Refusal && read.status === 403) {
    const all = [writeHistory([], service, namespace), ...planned];
    const sentence = inSentences(...(await rightsRefusals(all, namespace, request.strategy.kind, cluster, read)));
    return { outcome: 'refused', sentence };
  }
  if (read instanceof Error) throw read;
  const [live, keeper] = read;
  const manifests = withDueJobs(whole, live.size > 0 || keeper.history.some(isGood));
  const newer = newerRun(live, run);
  if (newer !== undefined)
    return {
      outcome: 'superseded',
      sentence: `Run ${newer.id} is newer and has already written; nothing was changed.`,
    };
  const key = stateKey(release, manifests.objects);
  if (request.strategy.kind === 'canary' && request.kind === 'rollout') {
    const exposed = exposedWorkload(manifests, 'Canary');
    canaryTraffic(request.strategy, manifests, exposed, live.get(nameOf(exposed.deployment)));
  }
  const shares = plannedShares(request, ownOf({ manifests, live }), key);
  const mark = { commit, release: release?.digest, state: key, run };
  const found = await foundState(cluster, manifests.objects, live, keeper.history, namespace, keeper.now());
  const { history } = keeper;
  const target = lastGood(found === undefined ? history : remember(history, found), key);
  const foundBefore = await findBefore(request, cluster, manifests.objects, { target, history });
  enter(keeper, request, { manifests, live, key, found, foundBefore });
  keeper.assertRoom(key, request.rollback !== undefined);
  const asked = request.kind === 'rollback' ? planned.map((object) => withReplicas(object, live)) : planned;
  const marked = asked.map((object) => (isWorkload(object) ? withMark(object, mark) : object));
  const jobs =
    request.kind === 'rollback'
      ? []
      : [...manifests.preDeployJobs, ...manifests.jobs].map((job) => jobOf(job, key, run));
  const { graces, rollback, takeOver } = request;
  const ofCluster = await lookAtClusterObjects(manifests, cluster);
  const objects = [keeper.toSecret(), ...jobs, ...marked].filter(ofCluster.isAskable);
  const findings = await Promise.all([
    preflight(
      {
        objects,
        clusterObjects: manifests.clusterObjects,
        live,
        namespace,
        strategy: request.strategy.kind,
        release,
        timeout: graces.timeout,
        rollback,
        takeOver,
      },
      ports,
    ),
    shares !== undefined && request.strategy.kind === 'canary'
      ? measureFindings(request.strategy, exposedWorkload(manifests, 'Canary'), namespace, ports)
      : NOTHING_FOUND,
    ofCluster,
  ]);
  for (const note of [...manifests.notes, ...findings.flatMap(({ notes }) => notes)]) ports.log.warning(note);
  const refusals = findings.flatMap(({ refusals: some }) => some);
  if (refusals.length > 0) return { outcome: 'refused', sentence: inSentences(...refusals) };
  const { answers } = findings[0];
  const ahead = await lookAhead(request, ports, { manifests, live, key, foundBefore, history, target, answers });
  for (const note of ahead.notes) ports.log.warning(note);
  if (ahead.refusals.length > 0) return { outcome: 'refused', sentence: inSentences(...ahead.refusals) };
  const led = request.strategy.kind === 'blueGreen' ? [] : await ledByColour(cluster, manifests.objects, namespace);
  if (led.length > 0) return { outcome: 'refused', sentence: inSentences(...led) };
  keeper.assertReadable(key);
  if (signal.aborted) return { outcome: 'cancelled', sentence: 'Cancelled before anything was written.' };
  return { manifests, live, key, found, foundBefore };
}

/** What ran before and what is to come, in the history. */
function enter(keeper: HistoryKeeper, { release, commit }: RolloutRequest, { manifests, key, found }: Looked): void {
  keeper.add(found);
  const known = keeper.history.find((entry) => entry.key === key);
  keeper.add({
    key,
    state: known !== undefined && isGood(known) ? known.state : 'pending',
    release,
    commit,
    at: known?.at ?? keeper.now(),
    objects: manifests.objects,
  });
}

/** With the lock: every write asks first whether it is still ours. */
async function locked(
  request: RolloutRequest,
  ports: RolloutPorts,
  looked: Looked,
  lease: HeldLease,
): Promise<AttemptEnd> {
  const { clock, signal } = ports;
  const { service, namespace } = request;
  const written = new WrittenObjects();
  const cluster = remembering(owning(fenced(ports.cluster, lease), request.takeOver ?? [], seenIn(looked)), written);
  const own = { ...ports, cluster, signal: AbortSignal.any([signal, lease.lost]) };
  try {
    const start = await beforeWriting(async () => {
      // Who had the lock before us may have written its own entries since we looked.
      const keeper = await HistoryKeeper.read(cluster, clock, service, namespace);
      enter(keeper, request, looked);
      await keeper.save();
      return { keeper };
    });
    if ('outcome' in start) return start;
    const { found: _, ...rest } = looked;
    const manifests = ownedManifests(looked.manifests, service);
    const undertaking = { ...rest, manifests, keeper: start.keeper, written };
    const work = () => strategyOf(request, own, undertaking);
    const end = await withClusterObjects(request, own, undertaking, () => concluded(request, own, undertaking, work));
    // Watching was ended by the loss of the lock, not by somebody who cancelled.
    return end.outcome === 'cancelled' && lease.lost.aborted && !signal.aborted ? superseded(end) : end;
  } catch (error) {
    if (error instanceof NewerRun) return { outcome: 'superseded', sentence: `${error.message} This run stops.` };
    throw error;
  } finally {
    await lease.release();
  }
}

/** Every workload of the manifests was looked at. */
const seenIn =
  ({ manifests, live }: Pick<Looked, 'manifests' | 'live'>): Known =>
  (object) =>
    live.get(nameOf(object)) ??
    (manifests.workloads.some((workload) => nameOf(workload) === nameOf(object)) ? 'absent' : undefined);

function strategyOf(request: RolloutRequest, ports: RolloutPorts, undertaking: Undertaking): Promise<AttemptEnd> {
  const { strategy } = request;
  switch (strategy.kind) {
    case 'rolling':
      return rollWorkloads(request, ports, undertaking);
    case 'blueGreen':
      return switchOver({ ...request, strategy }, ports, undertaking);
    case 'canary':
      return growCanary({ ...request, strategy }, ports, undertaking);
    default:
      return assertNever(strategy);
  }
}

const superseded = (end: AttemptEnd): AttemptEnd => ({
  ...end,
  outcome: 'superseded',
  sentence: 'A newer run has taken over; this one stops without undoing anything.',
});
