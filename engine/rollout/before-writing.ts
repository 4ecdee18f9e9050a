import { InvalidInput } from '../../domain/problem.ts';
import { inSentences } from '../../domain/sentences.ts';
import { withReplicas } from './abort/replicas.ts';
import { ledByColour } from './blue-green/left-behind.ts';
import { canaryTraffic } from './canary/canary-traffic.ts';
import { measureFindings } from './canary/measured.ts';
import { plannedShares } from './canary/share.ts';
import { type KubernetesObject, nameOf, Refusal, Unreachable } from './cluster.ts';
import { lookAtClusterObjects } from './cluster-objects/look-at.ts';
import type { AttemptEnd } from './ending.ts';
import { exposedWorkload } from './exposed-workload.ts';
import { foundState } from './found-state.ts';
import { findBefore } from './inventory/found-before.ts';
import { withDueJobs } from './jobs/due-jobs.ts';
import { jobOf } from './jobs/release-job.ts';
import { newerRun, readLive } from './live/live.ts';
import { parseManifests } from './manifests.ts';
import { copiesOf, objectsOf } from './objects-of.ts';
import { plannedWaits } from './preflight/planned-waits.ts';
import { preflight, rightsRefusals } from './preflight/preflight.ts';
import { NOTHING_FOUND } from './preflight/references.ts';
import type { RolloutPorts, RolloutRequest } from './request.ts';
import { withMark } from './state/annotations.ts';
import { type HistoryEntry, isGood, lastGood, remember, stateKey } from './state/history.ts';
import { HistoryKeeper } from './state/history-keeper.ts';
import { writeHistory } from './state/history-secret.ts';
import { NewerRun } from './state/newer-run.ts';
import { UnusableHistory } from './state/unusable-history.ts';
import { markOf, ownOf, type Undertaking } from './undertaking.ts';
import { lookAhead } from './way-back/before-first-write.ts';
import { bearsMark } from './workload.ts';

/** Up to the first write: any end here has left the workloads as they were. */
export async function beforeWriting<T>(work: () => Promise<T>): Promise<T | AttemptEnd> {
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

export type Preparation = Pick<Undertaking, 'manifests' | 'live' | 'key' | 'foundBefore'> & {
  readonly found: HistoryEntry | undefined;
};

/** Everything that speaks against writing, and what an undertaking starts from where nothing does. Reads and dry runs only.
 *  @throws what `beforeWriting` takes */
export async function lookFirst(request: RolloutRequest, ports: RolloutPorts): Promise<AttemptEnd | Preparation> {
  const { cluster, signal } = ports;
  const { namespace, run, release } = request;
  const read = await readAll(request, ports);
  if ('outcome' in read) return read;
  const { whole, live, keeper } = read;
  const { history } = keeper;
  const manifests = withDueJobs(whole, live.size > 0 || history.some(isGood));
  const newer = newerRun(live, run);
  if (newer !== undefined)
    return {
      outcome: 'superseded',
      sentence: `Run ${newer.id} is newer and has already written; nothing was changed.`,
    };
  const key = stateKey(release, manifests.objects);
  const shares = carriedShares(request, { manifests, live, key });
  const found = await foundState(cluster, {
    objects: manifests.objects,
    live,
    history,
    namespace,
    at: keeper.now(),
  });
  const target = lastGood(found === undefined ? history : remember(history, found), key);
  const foundBefore = await findBefore(request, cluster, manifests.objects, { target, history });
  const state: Preparation = { manifests, live, key, found, foundBefore };
  enter(keeper, request, state);
  keeper.assertRoom(key, request.rollback !== undefined);
  const { answers, refusals } = await askServer(request, ports, { ...state, shares }, keeper);
  if (refusals.length > 0) return refused(refusals);
  const ahead = await lookAhead(request, ports, { ...state, history, target, answers });
  for (const note of ahead.notes) ports.log.warning(note);
  if (ahead.refusals.length > 0) return refused(ahead.refusals);
  const led = request.strategy.kind === 'blueGreen' ? [] : await ledByColour(cluster, manifests.objects, namespace);
  if (led.length > 0) return refused(led);
  keeper.assertReadable(key);
  if (signal.aborted) return { outcome: 'cancelled', sentence: 'Cancelled before anything was written.' };
  return state;
}

const refused = (sentences: readonly string[]): AttemptEnd => ({
  outcome: 'refused',
  sentence: inSentences(...sentences),
});

/** The manifests, what runs of them, and the history; or which rights are missing for that. */
async function readAll(request: RolloutRequest, { cluster, clock }: RolloutPorts) {
  const { namespace, service, strategy } = request;
  const whole = parseManifests(request.manifests, namespace, request.reading);
  const planned = objectsOf(whole, strategy);
  try {
    const [live, keeper] = await Promise.all([
      readLive(cluster, whole.bearers, namespace, copiesOf(whole, strategy)),
      HistoryKeeper.read(cluster, clock, service, namespace),
    ]);
    return { whole, live, keeper };
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 403) throw error;
    const objects = [writeHistory([], service, namespace), ...planned];
    return refused(await rightsRefusals(objects, { namespace, strategy: strategy.kind, cluster }, error));
  }
}

type Started = Pick<Undertaking, 'manifests' | 'live' | 'key'>;
type Shares = ReturnType<typeof plannedShares>;

/** The shares of a canary. @throws {InvalidInput} where the strategy cannot carry these manifests */
function carriedShares(request: RolloutRequest, { manifests, live, key }: Started): Shares {
  const { strategy, kind } = request;
  if (strategy.kind === 'canary' && kind === 'rollout') {
    const exposed = exposedWorkload(manifests, 'Canary');
    canaryTraffic(strategy, manifests, exposed, live.get(nameOf(exposed.deployment)));
  }
  return plannedShares(request, ownOf({ manifests, live }), key);
}

/** What the API server says to everything that may be written, and whoever measures it. */
async function askServer(
  request: RolloutRequest,
  ports: RolloutPorts,
  { manifests, live, key, shares }: Started & { readonly shares: Shares },
  keeper: HistoryKeeper,
): Promise<{ readonly answers: readonly KubernetesObject[]; readonly refusals: readonly string[] }> {
  const { graces, rollback, takeOver, namespace, release, strategy } = request;
  const ofCluster = await lookAtClusterObjects(manifests, ports.cluster);
  const findings = await Promise.all([
    preflight(
      {
        objects: [keeper.toSecret(), ...written(request, { manifests, live, key })].filter(ofCluster.isAskable),
        clusterObjects: manifests.clusterObjects,
        live,
        namespace,
        strategy: strategy.kind,
        release,
        timeout: graces.timeout,
        waits: plannedWaits(request, shares?.map(({ pause }) => pause) ?? []),
        rollback,
        takeOver,
      },
      ports,
    ),
    shares !== undefined && strategy.kind === 'canary'
      ? measureFindings(strategy, exposedWorkload(manifests, 'Canary'), namespace, ports)
      : NOTHING_FOUND,
    ofCluster,
  ]);
  for (const note of [...manifests.notes, ...findings.flatMap(({ notes }) => notes)]) ports.log.warning(note);
  return { answers: findings[0].answers, refusals: findings.flatMap(({ refusals }) => refusals) };
}

/** Every object that may be written, as it will be. */
function written(request: RolloutRequest, { manifests, live, key }: Started): readonly KubernetesObject[] {
  const mark = markOf({ request, key });
  const isBack = request.kind === 'rollback';
  const jobs = isBack ? [] : [...manifests.preDeployJobs, ...manifests.jobs].map((job) => jobOf(job, key, request.run));
  const objects = objectsOf(manifests, request.strategy)
    .map((object) => (isBack ? withReplicas(object, live) : object))
    .map((object) => (bearsMark(object) ? withMark(object, mark) : object));
  return [...jobs, ...objects];
}

/** What ran before and what is to come, in the history. */
export function enter(
  keeper: HistoryKeeper,
  { release, commit }: RolloutRequest,
  { manifests, key, found }: Preparation,
): void {
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
