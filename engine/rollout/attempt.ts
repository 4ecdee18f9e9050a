import { InvalidInput } from '../../domain/problem.ts';
import { stateOf, withMark } from './annotations.ts';
import { Refusal, Unreachable } from './cluster.ts';
import { type AttemptEnd, failureOutcome, rollbackSentence } from './ending.ts';
import { collectEvidence } from './evidence.ts';
import { foundState } from './found-state.ts';
import { isGood, stateKey } from './history.ts';
import { HistoryKeeper } from './history-keeper.ts';
import { withLastWords } from './last-words.ts';
import { type Manifests, parseManifests } from './manifests.ts';
import { type Live, newerRun, preflight, readLive, rightsRefusals } from './preflight.ts';
import { logEvidence } from './progress-log.ts';
import type { RolloutPorts, RolloutRequest } from './request.ts';
import { describeState, restore, withReplicas } from './restore.ts';
import { revisionOf } from './revision.ts';
import { type Sighting, type Target, watchRollout } from './watch-rollout.ts';
import { imagesOf, isWorkload } from './workload.ts';
import { NewerRun, writeAll } from './write.ts';

/** One try to bring a state into the cluster: look, ask the server, remember, write, watch, and undo on failure.
 *  Everything it expects is an end; what it throws is a defect or an answer that nobody foresaw. */
export async function attempt(request: RolloutRequest, ports: RolloutPorts): Promise<AttemptEnd> {
  const ready = await looked(request, ports);
  return 'outcome' in ready ? ready : await written(request, ports, ready);
}

/** Up to the first write: any end here has left the cluster as it was. */
async function looked(request: RolloutRequest, ports: RolloutPorts): Promise<AttemptEnd | Prepared> {
  try {
    return await prepared(request, ports, parseManifests(request.manifests, request.namespace));
  } catch (error) {
    if (error instanceof InvalidInput) return { outcome: 'refused', sentence: error.message, problems: error.problems };
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

async function prepared(
  request: RolloutRequest,
  ports: RolloutPorts,
  manifests: Manifests,
): Promise<AttemptEnd | Prepared> {
  const { cluster, clock, signal } = ports;
  const { namespace, run, service, release, commit } = request;
  const reading = Promise.all([
    readLive(cluster, manifests, namespace),
    HistoryKeeper.read(cluster, clock, service, namespace),
  ]);
  const read = await reading.catch((error: Error) => error);
  if (read instanceof Refusal && read.status === 403) {
    const sentence = (await rightsRefusals(manifests.objects, namespace, cluster, read)).join(' ');
    return { outcome: 'refused', sentence };
  }
  if (read instanceof Error) throw read;
  const [live, keeper] = read;
  const newer = newerRun(live, run);
  if (newer !== undefined)
    return {
      outcome: 'superseded',
      sentence: `Run ${newer.id} is newer and has already written; nothing was changed.`,
    };
  const key = stateKey(release, manifests.objects);
  const mark = { commit, release: release?.digest, state: key, run };
  keeper.add(await foundState(cluster, manifests.objects, live, keeper.history, namespace, keeper.now()));
  const known = keeper.history.find((entry) => entry.key === key);
  keeper.add({
    key,
    state: known !== undefined && isGood(known) ? known.state : 'pending',
    release,
    commit,
    at: known?.at ?? keeper.now(),
    objects: manifests.objects,
  });
  const marked = manifests.objects.map((object) => (isWorkload(object) ? withMark(object, mark) : object));
  const { graces, rollback } = request;
  const objects = [keeper.toConfigMap(), ...marked];
  const found = await preflight({ objects, live, namespace, timeout: graces.timeout, rollback }, ports);
  for (const note of found.notes) ports.log.warning(note);
  if (found.refusals.length > 0) return { outcome: 'refused', sentence: found.refusals.join(' ') };
  if (signal.aborted) return { outcome: 'cancelled', sentence: 'Cancelled before anything was written.' };
  await keeper.save();
  return { manifests, live, keeper, key };
}

interface Prepared {
  readonly manifests: Manifests;
  readonly live: Live;
  readonly keeper: HistoryKeeper;
  readonly key: string;
}

/** From the first write on: every end says what state the cluster was left in. */
async function written(
  request: RolloutRequest,
  ports: RolloutPorts,
  { manifests, live, keeper, key }: Prepared,
): Promise<AttemptEnd> {
  const { cluster, clock, log, signal } = ports;
  const { namespace, run, release, commit, graces } = request;
  const start = clock.now();
  const facts = (sighting?: Sighting) => ({
    image: manifests.workloads.flatMap(imagesOf)[0]?.image ?? '',
    ...defined('revisionFrom', revisionOf([...live.values()][0])),
    ...defined(
      'revisionTo',
      sighting === undefined
        ? undefined
        : revisionOf(
            [...sighting.observation.objects.values()].find(({ kind }) => kind === sighting.observation.subject.kind),
          ),
    ),
    secondsToVerdict: Math.round((clock.now() - start) / 100) / 10,
  });
  let targets: readonly Target[] | undefined;
  try {
    const mark = { commit, release: release?.digest, state: key, run };
    // An autoscaler may have changed the replicas since; going back to older pods must not go back to fewer.
    const objects =
      request.kind === 'rollback' ? manifests.objects.map((object) => withReplicas(object, live)) : manifests.objects;
    targets = await writeAll({ objects, live, mark, namespace, cluster, clock, signal });
  } catch (error) {
    if (error instanceof NewerRun) return { outcome: 'superseded', sentence: `${error.message} This run stops.` };
    if (error instanceof Unreachable)
      return { outcome: 'unknown', sentence: `${error.message} Some objects may have been written. Run this again.` };
    if (!(error instanceof Refusal)) throw error;
    const sentence = `The API server refused after it had agreed in a dry run: ${error.message}`;
    return await undone({ outcome: 'failed', sentence, ...facts() });
  }
  if (targets === undefined) {
    await left('cancelled');
    return {
      outcome: 'cancelled',
      sentence: 'Cancelled while writing; some objects are written. Run this again, or roll back.',
    };
  }
  const sighting = await watchRollout({
    targets,
    run,
    graces,
    cluster,
    clock,
    log,
    signal,
    seen: (observations) => ports.seen?.({ phase: 'rollout', at: clock.now(), observations }),
  });
  const { end } = sighting;
  switch (end.state) {
    case 'complete':
      if (request.kind === 'rollback') withdraw();
      await left('good');
      return { outcome: 'complete', sentence: end.sentence, ...facts(sighting) };
    case 'failed': {
      log.warning(end.sentence);
      const verdictFacts = facts(sighting);
      const evidence = await collectEvidence(sighting.observation, end, graces, cluster, clock);
      logEvidence(evidence, log);
      const { class: code, remedy } = end;
      const sentence = withLastWords(end.sentence, code, evidence);
      return await undone({ outcome: 'failed', class: code, sentence, remedy, evidence, ...verdictFacts });
    }
    case 'cancelled':
      await left('cancelled');
      return { outcome: 'cancelled', sentence: end.sentence, ...facts(sighting) };
    case 'superseded':
    case 'unknown':
      return { outcome: end.state, sentence: end.sentence, ...facts(sighting) };
  }

  async function undone(failure: AttemptEnd): Promise<AttemptEnd> {
    const restored = await restore(request, ports, keeper, { key, before: live });
    const { outcome: rollback, target, problem } = restored;
    if (rollback !== 'none-same-state' && rollback !== 'superseded') keeper.move(key, 'failed');
    if (rollback === 'complete' && target !== undefined) keeper.move(target.key, target.state);
    await save();
    const sentence = [failure.sentence, rollbackSentence(rollback, target && describeState(target)), problem]
      .filter(Boolean)
      .join(' ');
    const image =
      rollback === 'complete' ? target?.objects.filter(isWorkload).flatMap(imagesOf)[0]?.image : failure.image;
    return {
      ...failure,
      outcome: failureOutcome(failure.class, rollback),
      sentence,
      rollback,
      ...defined('image', image),
    };
  }

  /** A rollback says that the state it leaves, good as it looked, shall not be returned to. */
  function withdraw(): void {
    for (const object of live.values()) {
      const state = stateOf(object);
      if (state !== undefined && state !== key && keeper.history.some((entry) => entry.key === state && isGood(entry)))
        keeper.move(state, 'withdrawn');
    }
  }

  async function left(state: 'good' | 'cancelled'): Promise<void> {
    const known = keeper.history.find((entry) => entry.key === key);
    if (state === 'cancelled' && known !== undefined && isGood(known)) return;
    keeper.move(key, state);
    await save();
  }

  async function save(): Promise<void> {
    try {
      await keeper.save();
    } catch (error) {
      log.warning(
        `The history of "${request.service}" could not be written: ${(error as Error).message} A later rollback may not find this state.`,
      );
    }
  }
}

const defined = <Key extends string>(key: Key, value: string | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { readonly [K in Key]?: string };
