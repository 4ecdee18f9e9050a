import { assertNever } from '../../../domain/brand.ts';
import type { BlueGreenStrategy } from '../../../domain/strategy.ts';
import { applyObject } from '../apply.ts';
import { pause } from '../clock.ts';
import { isMoved, Refusal, referenceOf, Unreachable } from '../cluster.ts';
import type { AttemptEnd } from '../ending.ts';
import { exposedWorkload, selectorOf } from '../exposed-workload.ts';
import { notAsWritten } from '../foreign/changed-objects.ts';
import { runJobs } from '../jobs/run-jobs.ts';
import { explained } from '../report/explain.ts';
import { tell } from '../report/timeline.ts';
import type { RolloutPorts, RolloutRequest } from '../request.ts';
import { withMark } from '../state/annotations.ts';
import { Ledger } from '../state/ledger.ts';
import { formatOperation, isUnfinished, moveOperation, OPERATION, type Operation } from '../state/operation.ts';
import type { Undertaking } from '../undertaking.ts';
import { type Sighting, type Target, watchRollout } from '../watch/watch-rollout.ts';
import { imagesOf } from '../workload.ts';
import { annotated, targetOf, writeWorkload } from '../write.ts';
import { cancelled } from './cancel.ts';
import {
  type Copy,
  colouredDeployment,
  followerOf,
  heldTo,
  previewName,
  previewService,
  serviceLeadingTo,
} from './copy.ts';
import { movedByOthers, movedEnd } from './moved-by-others.ts';
import { type Known, nextStep, type Plan, type Step, wantedPods } from './next-step.ts';
import { untilOnly, whileWhole } from './proof.ts';
import { type Failure, retreat } from './retreat.ts';
import {
  begunOperation,
  deploymentNamed,
  patchService,
  readTraffic,
  type Seen,
  scaleTo,
  settledHash,
} from './traffic.ts';

/** How often in a row somebody else may write first. */
const TRIES = 20;

/** Brings the release up beside the one that runs, moves the traffic in one write when it is proven, and back in one write when
 *  it breaks while it bakes. A loop of: look, decide one step, do it; what a dead run leaves is only another thing to look at.
 *  @throws {NewerRun} */
export async function switchOver(
  request: RolloutRequest & { readonly strategy: BlueGreenStrategy },
  ports: RolloutPorts,
  undertaking: Undertaking,
): Promise<AttemptEnd> {
  const { cluster, clock, log, signal } = ports;
  const { namespace, run, service, strategy, release, commit, graces } = request;
  const { manifests, key } = undertaking;
  const exposed = exposedWorkload(manifests, 'Blue-green');
  const ledger = new Ledger(undertaking, service, log);
  const name = exposed.service.metadata.name;
  const { replicas } = exposed.deployment.spec;
  const plan: Plan = { key, run, strategy, replicas };
  const mark = { commit, release: release?.digest, state: key, run };
  const start = clock.now();
  const iso = () => new Date(clock.now()).toISOString();
  const image = imagesOf(exposed.deployment)[0]?.image ?? '';
  const begun = (from: Copy | undefined, to: Copy, state: string | undefined) =>
    begunOperation(request, key, { from, to, state, now: clock.now() });
  const facts = () => ({ image, secondsToVerdict: Math.round((clock.now() - start) / 100) / 10 });
  const unknown = (sentence: string): AttemptEnd => ({ outcome: 'unknown', sentence, ...facts() });
  let known: Known = { written: false, provenFor: 0, baked: false };
  let target: Target | undefined;

  for (let moved = 0; ; ) {
    try {
      const seen = await readTraffic(cluster, exposed, namespace, key, run);
      if (signal.aborted) return { ...(await cancelled(seen, request, ports, ledger, key)), ...facts() };
      const end = await take(nextStep(seen.situation, known, plan), seen);
      if (end !== undefined) return end;
      moved = 0;
    } catch (error) {
      // Somebody else wrote in between: look again. Everything else that the server refuses ends the attempt.
      if (isMoved(error) && ++moved <= TRIES) continue;
      if (error instanceof Unreachable)
        return unknown(`${error.message} Run this again: it goes on from where this run ended.`);
      if (error instanceof Refusal) return await failed({ sentence: `The API server refused: ${error.message}` });
      throw error;
    }
  }

  async function take(step: Step, { situation, service: found }: Seen): Promise<AttemptEnd | undefined> {
    const { live, target: copy } = situation;
    switch (step.kind) {
      case 'confirm':
        return await confirm({ situation, service: found });
      case 'settle': {
        const { operation, from } = situation;
        if (found === undefined || operation === undefined || from === undefined) return undefined;
        log.warning(
          `Deployment "${live?.workload}" was switched to by run ${operation.run.id}, never verified, and is broken: "${from.workload}" gets the traffic back.`,
        );
        await patchService(cluster, found, namespace, { ...operation, run, phase: 'rolled-back' }, from.selector);
        return undefined;
      }
      case 'begin': {
        if (found === undefined || live === undefined) return undefined;
        const deployment = situation.deployments.get(live.workload);
        const hash =
          deployment && live.colour === undefined ? await settledHash(cluster, deployment, namespace) : undefined;
        if (live.colour === undefined && hash === undefined)
          return {
            outcome: 'refused',
            sentence: `Deployment "${live.workload}" has no pods, or is in the middle of a rollout of its own, so the Service cannot be held to the pods that run. Let it finish, then roll out again.`,
          };
        const from = hash === undefined ? live : heldTo(live, hash);
        await patchService(cluster, found, namespace, begun(from, copy, situation.liveState), from.selector);
        return undefined;
      }
      case 'adopt': {
        const { operation } = situation;
        if (found === undefined || operation === undefined) return undefined;
        log.info(`Run ${operation.run.id} has moved the traffic to this release and ended; going on from there.`);
        const phase = operation.phase === 'verified' || operation.phase === 'retired' ? operation.phase : 'flipped';
        await patchService(cluster, found, namespace, { ...operation, run, phase });
        return undefined;
      }
      case 'write': {
        for (const object of exposed.others) await applyObject(cluster, object);
        const jobs = await runJobs(manifests.preDeployJobs, key, request, ports);
        if (jobs?.kind === 'failed') return await failed(jobs.failure);
        if (jobs?.kind === 'unknown') return unknown(jobs.sentence);
        if (jobs?.kind === 'aborted') return undefined;
        target = await write(step.replicas, { situation, service: found });
        known = { ...known, written: true, provenFor: 0 };
        return undefined;
      }
      case 'prove':
        return await prove(step.replicas, { situation, service: found });
      case 'open': {
        const operation = { ...begun(undefined, copy, undefined), phase: 'flipped', flippedAt: iso() } as const;
        const opened = serviceLeadingTo(exposed, copy);
        await applyObject(cluster, annotated(opened, { [OPERATION]: formatOperation(operation) }));
        return undefined;
      }
      case 'flip': {
        const { operation } = situation;
        if (found === undefined || operation === undefined) return undefined;
        log.info(`Moving the traffic of Service "${name}" from "${live?.workload}" to "${copy.workload}".`);
        const flipped = { ...operation, phase: 'flipped', flippedAt: iso() } as const;
        await patchService(cluster, found, namespace, flipped, copy.selector);
        return undefined;
      }
      case 'bake':
        return await bake(step.until, { situation, service: found });
      case 'verified':
        for (const follower of exposed.followers) await applyObject(cluster, followerOf(exposed, follower, copy));
        await moveTo('verified');
        return undefined;
      case 'drain': {
        const { from } = situation;
        if (from !== undefined && from.workload !== copy.workload) {
          await pause(step.until - clock.now(), clock, signal);
          if (signal.aborted) return undefined;
          const other = await moved();
          if (other !== undefined) return { ...other, ...facts() };
          await scaleTo(cluster, deploymentNamed(from.workload, namespace), 0);
        }
        await moveTo('retired');
        return undefined;
      }
      case 'moved':
        return { ...((await moved()) ?? movedEnd(exposed.service)), ...facts() };
      case 'record':
        if (request.kind === 'rollback') ledger.withdraw([situation.operation?.from?.state]);
        return await complete(
          `Service "${name}" leads to ${wantedPods(situation, plan)} ready pods of the release, which were healthy for ${strategy.bake} s with traffic.`,
        );
      default:
        return assertNever(step);
    }
  }

  /** The release has the traffic already: its objects are written again, and its pods judged as they are. */
  async function confirm(seen: Seen): Promise<AttemptEnd | undefined> {
    const { live, operation } = seen.situation;
    if (live === undefined || seen.service === undefined) return undefined;
    const pods = wantedPods(seen.situation, plan);
    for (const object of exposed.others) await applyObject(cluster, object);
    const again = await write(pods, { ...seen, situation: { ...seen.situation, target: live } });
    const sighting = await watched(again);
    const { end } = sighting;
    if (end.state === 'failed') {
      const why = await explained(end, sighting, request, ports);
      const outcome = why.class === 'deadline' ? 'timeout' : 'failed';
      return { outcome, ...why, ...facts(), rollback: 'none-same-state' };
    }
    if (end.state === 'cancelled') return undefined;
    if (end.state !== 'complete') return { outcome: end.state, sentence: end.sentence, ...facts() };
    const other = operation?.to.workload;
    if (other !== undefined && other !== live.workload) await scaleTo(cluster, deploymentNamed(other, namespace), 0);
    await ledger.settle('good');
    // What another release has left unfinished beside it is over.
    if (operation !== undefined && isUnfinished(operation))
      await moveTo(operation.to.state === key ? 'recorded' : 'rolled-back');
    return { outcome: 'complete', sentence: end.sentence, ...facts() };
  }

  async function write(pods: number, { situation, service: found }: Seen): Promise<Target> {
    const { live, target: copy } = situation;
    if (found !== undefined && live !== undefined) {
      const { resourceVersion = '' } = found.metadata;
      const leading = serviceLeadingTo(exposed, { selector: selectorOf(found) });
      await applyObject(cluster, { ...leading, metadata: { ...leading.metadata, resourceVersion } });
    }
    await applyObject(cluster, previewService(exposed, copy));
    const at = clock.now();
    const before = situation.deployments.get(copy.workload);
    const wanted = withMark(colouredDeployment(exposed, copy), mark);
    const { object, serverTime } = await writeWorkload(cluster, wanted, before, namespace, run);
    const scaled = (await scaleTo(cluster, referenceOf(object, namespace), pods)) ?? object;
    if (found !== undefined && situation.operation?.to.state === key) await moveTo('applied', 'locked');
    return targetOf(scaled, serverTime, before, namespace, at);
  }

  async function prove(pods: number, seen: Seen): Promise<AttemptEnd | undefined> {
    if (target === undefined) return undefined;
    const { target: copy } = seen.situation;
    const sighting = await watched(target);
    const { end } = sighting;
    if (end.state === 'cancelled') return undefined;
    if (end.state === 'failed') return await failed(await explained(end, sighting, request, ports));
    if (end.state !== 'complete') return { outcome: end.state, sentence: end.sentence, ...facts() };
    const preview = previewName(exposed);
    const waited = await untilOnly(preview, copy, pods, namespace, ports);
    if (waited.kind === 'aborted') return undefined;
    if (waited.kind === 'unknown') return unknown(waited.sentence);
    if (waited.kind === 'late')
      return await failed({
        sentence: `Service "${preview}" does not lead to ${pods} ready pods of "${copy.workload}" within 30 s, although they are ready. Look at its selector and its ports.`,
      });
    const answer = await ports.check?.run({ moment: 'before-switch', service: preview, namespace }, signal);
    if (signal.aborted) return undefined;
    if (answer?.ok === false)
      return await failed({ sentence: `The check before the switch failed: ${answer.sentence}` });
    known = { ...known, provenFor: pods };
    return undefined;
  }

  async function bake(until: number, { situation }: Seen): Promise<AttemptEnd | undefined> {
    const { target: copy } = situation;
    const pods = wantedPods(situation, plan);
    const only = await untilOnly(name, copy, 1, namespace, ports);
    if (only.kind === 'aborted') return undefined;
    if (only.kind === 'unknown') return unknown(only.sentence);
    if (only.kind === 'late')
      return await failed({
        sentence: `30 s after the switch Service "${name}" does not lead to "${copy.workload}" alone.`,
      });
    const answer = await ports.check?.run({ moment: 'after-switch', service: name, namespace }, signal);
    if (signal.aborted) return undefined;
    if (answer?.ok === false)
      return await failed({ sentence: `The check after the switch failed: ${answer.sentence}` });
    const watched = await whileWhole(copy, pods, until, namespace, ports);
    if (watched.kind === 'aborted') return undefined;
    if (watched.kind === 'unknown') return unknown(watched.sentence);
    if (watched.kind === 'decided') return await failed({ sentence: watched.value });
    known = { ...known, baked: true };
    return undefined;
  }

  async function complete(sentence: string): Promise<AttemptEnd> {
    const other = await notAsWritten(cluster, undertaking.written.all, namespace);
    if (other !== undefined) return unknown(other);
    await ledger.settle('good');
    await moveTo('recorded');
    return { outcome: 'complete', sentence, ...facts() };
  }

  function watched(target: Target): Promise<Sighting> {
    const seen = tell(ports, 'rollout');
    return watchRollout({ targets: [target], run, graces, cluster, clock, log, signal, images: ports.images, seen });
  }

  async function failed(failure: Failure): Promise<AttemptEnd> {
    const other = await moved();
    if (other !== undefined) return { ...other, ...facts() };
    return await retreat({ ...failure, ...facts() }, { request, ports, exposed, ledger, undertaking });
  }

  function moved(): Promise<AttemptEnd | undefined> {
    return movedByOthers(exposed.service, undertaking.written, namespace, ports);
  }

  async function moveTo(phase: Operation['phase'], only?: Operation['phase']): Promise<void> {
    await moveOperation(cluster, referenceOf(exposed.service, namespace), run, phase, { only });
  }
}
