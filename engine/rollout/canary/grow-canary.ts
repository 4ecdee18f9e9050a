import { seconds } from '../../../domain/seconds.ts';
import type { CanaryStrategy } from '../../../domain/strategy.ts';
import { applyObject } from '../apply.ts';
import { whileWhole } from '../blue-green/proof.ts';
import { deploymentNamed, scaleTo } from '../blue-green/traffic.ts';
import { nameOf, Refusal, referenceOf, Unreachable } from '../cluster.ts';
import type { AttemptEnd } from '../ending.ts';
import { exposedWorkload, replicasOf } from '../exposed-workload.ts';
import { runJobs } from '../jobs/run-jobs.ts';
import { explained } from '../report/explain.ts';
import { tell } from '../report/timeline.ts';
import type { RolloutPorts, RolloutRequest } from '../request.ts';
import { rollWorkloads } from '../rolling/rolling.ts';
import { undone } from '../rolling/undone.ts';
import { stateOf, withMark } from '../state/annotations.ts';
import { Ledger } from '../state/ledger.ts';
import { ownOf, type Undertaking } from '../undertaking.ts';
import { watchRollout } from '../watch/watch-rollout.ts';
import { imagesOf } from '../workload.ts';
import { targetOf, writeWorkload } from '../write.ts';
import { canaryDeployment, canaryName } from './canary-deployment.ts';
import { type Reader, readerOf } from './measured.ts';
import { movedTraffic } from './moved-traffic.ts';
import { notes } from './notes.ts';
import { plannedShares, type Share, stepToGoOnFrom } from './share.ts';
import { type Broken, watchStep } from './watch-step.ts';

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
  const moved = movedTraffic(request, exposed, undertaking, ports);

  try {
    // Going back needs no shares, and what is left of another release gets no traffic meanwhile.
    if (request.kind === 'rollback') await retire('in-haste');
    const shares = plannedShares(request, ownOf(undertaking), key);
    const ended = shares && (await grow(shares));
    if (ended !== undefined) return ended;
    // The canary keeps its last share until the stable pods are new.
    const kept = shares === undefined ? manifests : moved.kept(manifests, shares.at(-1)?.percent ?? 0);
    const before = clock.now() - start;
    const end = countedFrom(before, await rollWorkloads(request, ports, { ...undertaking, manifests: kept }));
    // Whatever came of it, the stable pods have all of the traffic now, or somebody has to look.
    if (end.outcome === 'complete' || end.rollback === 'complete') {
      await retire(end.outcome === 'complete' ? 'in-peace' : 'in-haste');
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
    for (const object of moved.others) await applyObject(cluster, object);
    const jobs = await runJobs(manifests.preDeployJobs, key, request, ports);
    if (jobs?.kind === 'failed') return await failed(jobs.failure);
    if (jobs?.kind === 'unknown') return { outcome: 'unknown', sentence: jobs.sentence, ...facts() };
    if (jobs?.kind === 'aborted') return await cancelled();
    const read = readerOf(request.strategy, exposed, namespace, ports);
    const found = await cluster.get(canary);
    const isOurs = found !== undefined && stateOf(found) === key;
    const weight = await moved.begin(isOurs);
    const has = isOurs ? (replicasOf(found) ?? 0) : 0;
    for (const share of shares.slice(stepToGoOnFrom(shares, has, weight))) {
      const end = await give(share, read);
      if (end !== undefined) return end;
    }
    await note('verified');
    return undefined;
  }

  async function give(share: Share, read: Reader | undefined): Promise<AttemptEnd | undefined> {
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
      `${share.pods} of ${pods + share.pods} pods are the canary: ${share.percent} % of the traffic ${moved.how}for ${share.pause} s.`,
    );
    const target = targetOf(scaled, serverTime, before, namespace, at);
    // Ready pods behind the Service have their share: the time until they are stable is a part of its pause. A measure needs all of it.
    const served = moved.begins === 'ready' && read === undefined && !target.applied.unchanged;
    const stableFor = served ? seconds(Math.min(graces.stableFor, share.pause)) : graces.stableFor;
    const sighting = await watchRollout({
      targets: [target],
      run,
      graces: { ...graces, stableFor },
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
    const led = await moved.lead(share, (milliseconds) => brokenWithin(share, milliseconds));
    if (led.kind === 'ended') return await endOf(led.by);
    if (signal.aborted) return await cancelled();
    if (led.kind === 'refused') return await failed({ sentence: `The canary got no traffic: ${led.sentence}.` });
    if (led.kind === 'unknown') return held(`at ${share.percent} % of the traffic`, led.sentence);
    if (led.kind === 'unmoved') return held('where it is', led.sentence);
    const passed = Math.max(stableFor, Number(deployment.spec['minReadySeconds'] ?? 0));
    return await watched(served ? { ...share, pause: seconds(Math.max(0, share.pause - passed)) } : share, read);
  }

  async function watched(share: Share, read: Reader | undefined): Promise<AttemptEnd | undefined> {
    const end = await watchStep(canary, share, read, ports);
    if (end.kind === 'good') return undefined;
    if (end.kind === 'held') return held(`at ${share.percent} % of the traffic`, end.sentence);
    if (end.kind === 'worse')
      return await failed({ sentence: `With ${share.percent} % of the traffic ${end.sentence}.` });
    return await endOf(end);
  }

  async function brokenWithin({ pods: own }: Share, milliseconds: number): Promise<Broken | undefined> {
    const seen = await whileWhole({ workload: canary.name }, own, clock.now() + milliseconds, namespace, ports);
    return seen.kind === 'late' ? undefined : seen;
  }

  async function endOf(seen: Broken): Promise<AttemptEnd> {
    if (seen.kind === 'aborted') return await cancelled();
    if (seen.kind === 'unknown') return { outcome: 'unknown', sentence: seen.sentence, ...facts() };
    return await failed({ sentence: seen.value });
  }

  /** Not known is neither good nor bad: the share stays, nothing is promoted and nothing undone. */
  function held(where: string, sentence: string): AttemptEnd {
    return {
      outcome: 'unknown',
      sentence: `The canary is held ${where}: ${sentence.replace(/\.$/, '')}. Run this again to go on from there, or roll back.`,
      ...facts(),
    };
  }

  /** The canary loses its share first; then everything of the release is taken back. */
  async function failed(why: Pick<AttemptEnd, 'class' | 'sentence' | 'remedy' | 'evidence'>): Promise<AttemptEnd> {
    await note('failing');
    if (request.rollback !== undefined) await retire('in-haste');
    // What is left as it is keeps its pods; a weight would lead people to pods that are broken.
    else await moved.take();
    return await undone({ outcome: 'failed', ...why, ...facts() }, request, ports, undertaking, ledger, note);
  }

  /** The weight first, then the pods. In peace they stay for as long as a Gateway may still lead to them. */
  async function retire(how: 'in-peace' | 'in-haste'): Promise<void> {
    const has = replicasOf(await cluster.get(canary)) ?? 0;
    if (has === 0) await moved.take();
    else if (await moved.retire(how)) await scaleTo(cluster, canary, 0);
  }

  /** Nobody watches it any more, so it gets no traffic any more. */
  async function cancelled(): Promise<AttemptEnd> {
    // Where weights were moved there is no time to see that the Gateways have let go: the pods stay, and get no traffic.
    if (!(await moved.take())) await scaleTo(cluster, canary, 0);
    await note('cancelled');
    await ledger.settle('cancelled');
    const sentence =
      'Cancelled while the canary had a share of the traffic; it has none any more. Run the rollout again.';
    return { outcome: 'cancelled', sentence, ...facts() };
  }
}

/** The verdict on the stable pods is that on the whole canary, which began so many milliseconds before them. Where there is none, it
 *  took no time either. */
const countedFrom = (before: number, { secondsToVerdict, ...end }: AttemptEnd): AttemptEnd =>
  secondsToVerdict === undefined
    ? end
    : { ...end, secondsToVerdict: Math.round(before / 100 + secondsToVerdict * 10) / 10 };
