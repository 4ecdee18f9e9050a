import type { CanaryStrategy } from '../../../domain/strategy.ts';
import { stateOf, withMark } from '../annotations.ts';
import { applyObject } from '../apply.ts';
import { whileWhole } from '../blue-green/proof.ts';
import { deploymentNamed, scaleTo } from '../blue-green/traffic.ts';
import { nameOf, Refusal, referenceOf, Unreachable } from '../cluster.ts';
import type { AttemptEnd } from '../ending.ts';
import { explained } from '../explain.ts';
import { exposedWorkload, replicasOf } from '../exposed-workload.ts';
import { Ledger } from '../ledger.ts';
import type { RolloutPorts, RolloutRequest } from '../request.ts';
import { rollWorkloads } from '../rolling.ts';
import { runJobs } from '../run-jobs.ts';
import { tell } from '../timeline.ts';
import { ownOf, type Undertaking } from '../undertaking.ts';
import { undone } from '../undone.ts';
import { watchRollout } from '../watch-rollout.ts';
import { imagesOf } from '../workload.ts';
import { targetOf, writeWorkload } from '../write.ts';
import { canaryDeployment, canaryName } from './canary-deployment.ts';
import { COMPARISON, type Judgement, judged, NO_JUDGEMENT, type Reading } from './comparison.ts';
import { notes } from './notes.ts';
import { plannedShares, type Share, stepToGoOnFrom } from './share.ts';

const READ_EVERY = 10_000;

/** Gives the new version a growing share of the pods behind the Service, then replaces the old one, which keeps all of its pods until
 *  then. Every step may be repeated: a run that comes later goes on from the share that the canary has.
 *  @throws {NewerRun} */
export async function growCanary(
  request: RolloutRequest & { readonly strategy: CanaryStrategy },
  ports: RolloutPorts,
  undertaking: Undertaking,
): Promise<AttemptEnd> {
  const { cluster, clock, log, signal } = ports;
  const { namespace, run, service, release, commit, graces } = request;
  const { manifests, live, key } = undertaking;
  const exposed = exposedWorkload(manifests, 'Canary');
  const { deployment } = exposed;
  const canary = deploymentNamed(canaryName(exposed), namespace);
  const ledger = new Ledger(undertaking, service, log);
  const note = notes(exposed, request, key, ports);
  const start = clock.now();
  const image = imagesOf(deployment)[0]?.image ?? '';
  const facts = () => ({ image, secondsToVerdict: Math.round((clock.now() - start) / 100) / 10 });
  const pods = replicasOf(live.get(nameOf(deployment))) ?? 0;

  try {
    // Going back needs no shares, and what is left of another release gets no traffic meanwhile.
    if (request.kind === 'rollback') await scaleTo(cluster, canary, 0);
    const shares = plannedShares(request, ownOf(undertaking), key);
    const ended = shares && (await grow(shares));
    if (ended !== undefined) return ended;
    const end = await rollWorkloads(request, ports, undertaking);
    // Whatever came of it, the stable pods have all of the traffic now, or somebody has to look.
    if (end.outcome === 'complete' || end.rollback === 'complete') {
      await scaleTo(cluster, canary, 0);
      await note(end.outcome === 'complete' ? 'recorded' : 'rolled-back');
    }
    return end;
  } catch (error) {
    if (error instanceof Unreachable)
      return {
        outcome: 'unknown',
        sentence: `${error.message} The canary stays as it is. Run this again.`,
        ...facts(),
      };
    if (error instanceof Refusal) return await failed({ sentence: `The API server refused: ${error.message}` });
    throw error;
  }

  async function grow(shares: readonly Share[]): Promise<AttemptEnd | undefined> {
    await note('locked');
    for (const object of exposed.others) await applyObject(cluster, object);
    const jobs = await runJobs(manifests.jobs, key, request, ports);
    if (jobs?.kind === 'failed') return await failed(jobs.failure);
    if (jobs?.kind === 'unknown') return { outcome: 'unknown', sentence: jobs.sentence, ...facts() };
    if (jobs?.kind === 'aborted') return await cancelled();
    const found = await cluster.get(canary);
    const has = found !== undefined && stateOf(found) === key ? (replicasOf(found) ?? 0) : 0;
    for (const share of shares.slice(stepToGoOnFrom(shares, has))) {
      const end = await give(share);
      if (end !== undefined) return end;
    }
    await note('verified');
    return undefined;
  }

  async function give(share: Share): Promise<AttemptEnd | undefined> {
    const before = await cluster.get(canary);
    const at = clock.now();
    const mark = { commit, release: release?.digest, state: key, run };
    const { object, serverTime } = await writeWorkload(
      cluster,
      withMark(canaryDeployment(exposed), mark),
      before,
      namespace,
      run,
    );
    const scaled = (await scaleTo(cluster, referenceOf(object, namespace), share.pods)) ?? object;
    await note('applied');
    log.info(
      `${share.pods} of ${pods + share.pods} pods are the canary: ${share.percent} % of the traffic for ${share.pause} s.`,
    );
    const target = targetOf(scaled, serverTime, before, namespace, at);
    const sighting = await watchRollout({
      targets: [target],
      run,
      graces,
      cluster,
      clock,
      log,
      signal,
      images: ports.images,
      seen: tell(ports, 'rollout'),
    });
    const { end } = sighting;
    if (end.state === 'cancelled') return await cancelled();
    if (end.state === 'failed') return await failed(await explained(end, sighting, request, ports));
    if (end.state !== 'complete') return { outcome: end.state, sentence: end.sentence, ...facts() };
    return await watched(share);
  }

  /** Pods all the time, and the metric every ten seconds where there is one. */
  async function watched({ pods: own, percent, pause }: Share): Promise<AttemptEnd | undefined> {
    const until = clock.now() + pause * 1000;
    let judgement = NO_JUDGEMENT;
    for (;;) {
      const next = ports.metrics === undefined ? until : Math.min(until, clock.now() + READ_EVERY);
      const seen = await whileWhole({ workload: canary.name }, own, next, namespace, ports);
      if (seen.kind === 'aborted') return await cancelled();
      if (seen.kind === 'unknown') return { outcome: 'unknown', sentence: seen.sentence, ...facts() };
      if (seen.kind === 'decided') return await failed({ sentence: seen.value });
      judgement = await measured(judgement);
      if (judgement.state === 'worse')
        return await failed({ sentence: `With ${percent} % of the traffic ${judgement.sentence}.` });
      if (judgement.state === 'inconclusive') return held(percent, judgement);
      if (clock.now() < until) continue;
      return ports.metrics === undefined || judgement.state === 'good' ? undefined : held(percent, judgement);
    }
  }

  async function measured(before: Judgement): Promise<Judgement> {
    const { metrics } = ports;
    if (metrics === undefined) return before;
    const pair = await Promise.all([metrics.read('canary'), metrics.read('stable')]).then(
      ([ofCanary, ofStable]: readonly [Reading, Reading]) => ({ canary: ofCanary, stable: ofStable }),
      (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
    );
    return judged(before, pair, COMPARISON);
  }

  /** Not known is neither good nor bad: the share stays, nothing is promoted and nothing undone. */
  function held(percent: number, { sentence }: Judgement): AttemptEnd {
    return {
      outcome: 'unknown',
      sentence: `The canary is held at ${percent} % of the traffic: ${sentence}. Run this again to go on from there, or roll back.`,
      ...facts(),
    };
  }

  /** The canary loses its share first; then everything of the release is taken back. */
  async function failed(why: Pick<AttemptEnd, 'class' | 'sentence' | 'remedy' | 'evidence'>): Promise<AttemptEnd> {
    await note('failing');
    if (request.rollback !== undefined) await scaleTo(cluster, canary, 0);
    return await undone({ outcome: 'failed', ...why, ...facts() }, request, ports, undertaking, ledger, note);
  }

  /** Nobody watches it any more, so it gets no traffic any more. */
  async function cancelled(): Promise<AttemptEnd> {
    await scaleTo(cluster, canary, 0);
    await note('cancelled');
    await ledger.settle('cancelled');
    const sentence =
      'Cancelled while the canary had a share of the traffic; it has none any more. Run the rollout again.';
    return { outcome: 'cancelled', sentence, ...facts() };
  }
}
