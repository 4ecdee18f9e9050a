import { assertNever } from '../../../domain/brand.ts';
import type { BlueGreenStrategy } from '../../../domain/strategy.ts';
import { switchBack } from '../abort/switch-back.ts';
import { applyObject } from '../apply.ts';
import { pause } from '../clock.ts';
import { type ObjectReference, referenceOf } from '../cluster.ts';
import type { AttemptEnd } from '../ending.ts';
import { type Exposed, exposedWorkload, selectorOf } from '../exposed-workload.ts';
import { runJobs } from '../jobs/run-jobs.ts';
import type { Course, StepEnd } from '../perform/course.ts';
import { stepEnd, watchWritten } from '../perform/watch-written.ts';
import { formatOperation, isUnfinished, moveOperation, OPERATION, type Phase } from '../state/operation.ts';
import {
  colouredDeployment,
  followerOf,
  heldTo,
  previewName,
  previewService,
  serviceLeadingTo,
} from '../traffic/copy.ts';
import { whileWhole } from '../traffic/proof.ts';
import {
  begunOperation,
  deploymentNamed,
  flipped,
  patchService,
  readTraffic,
  type SeenTraffic,
  settledHash,
} from '../traffic/traffic.ts';
import { writeCopy } from '../traffic/write-copy.ts';
import { factsOf, type Undertaking } from '../undertaking.ts';
import type { Target } from '../watch/watch-rollout.ts';
import { annotated, withVersion } from '../write.ts';
import { checked } from './checked.ts';
import { movedByOthers, movedSentence } from './moved-by-others.ts';
import { type BlueGreenPlan, type BlueGreenProgress, type BlueGreenStep, nextStep, wantedPods } from './next-step.ts';
import { stopOthers } from './stop-others.ts';

/** Brings the release up beside the one that runs, moves the traffic in one write when it is proven, and back in one write when
 *  it breaks while it bakes. */
export class SwitchOver implements Course<SeenTraffic, BlueGreenStep> {
  readonly words = {
    refused: 'The API server refused',
    unreachable: 'Run this again: it goes on from where this run ended.',
  };
  readonly #undertaking: Undertaking;
  readonly #exposed: Exposed;
  readonly #plan: BlueGreenPlan;
  #known: Omit<BlueGreenProgress, 'cancelled'> = { written: false, provenFor: 0, baked: false };
  #target: Target | undefined;

  constructor(undertaking: Undertaking, strategy: BlueGreenStrategy) {
    const { manifests, key, request } = undertaking;
    this.#undertaking = undertaking;
    this.#exposed = exposedWorkload(manifests, 'Blue-green');
    this.#plan = { key, run: request.run, strategy, replicas: this.#exposed.deployment.spec.replicas };
  }

  look(): Promise<SeenTraffic> {
    return readTraffic(this.#exposed, this.#undertaking);
  }

  next({ situation }: SeenTraffic): BlueGreenStep {
    return nextStep(situation, { ...this.#known, cancelled: this.#undertaking.ports.signal.aborted }, this.#plan);
  }

  async take(step: BlueGreenStep, seen: SeenTraffic): Promise<StepEnd | undefined> {
    switch (step.kind) {
      case 'confirm':
        return await this.#confirm(seen);
      case 'settle':
        return await this.#settle(seen);
      case 'begin':
        return await this.#begin(seen);
      case 'adopt':
        return await this.#adopt(seen);
      case 'write':
        return await this.#write(step.replicas, seen);
      case 'prove':
        return await this.#prove(step.replicas, seen);
      case 'open':
        return await this.#open(seen);
      case 'flip':
        return await this.#flip(seen);
      case 'bake':
        return await this.#bake(step.until, seen);
      case 'verified':
        return await this.#verified(seen);
      case 'drain':
        return await this.#drain(step.until, seen);
      case 'record':
        return this.#record(seen);
      case 'moved':
        return {
          kind: 'unknown',
          sentence:
            (await movedByOthers(this.#exposed.service, this.#undertaking)) ?? movedSentence(this.#exposed.service),
        };
      case 'cancel':
        return await this.#cancel(seen);
      default:
        return assertNever(step);
    }
  }

  async failed(failure: AttemptEnd): Promise<AttemptEnd> {
    const other = await movedByOthers(this.#exposed.service, this.#undertaking);
    if (other !== undefined) return { outcome: 'unknown', sentence: other, ...factsOf(this.#undertaking) };
    return await switchBack(failure, this.#exposed, this.#undertaking);
  }

  /** The release has the traffic already: its objects are written again, and its pods judged as they are. */
  async #confirm(seen: SeenTraffic): Promise<StepEnd | undefined> {
    const { live, operation } = seen.situation;
    if (live === undefined || seen.service === undefined) return undefined;
    const { ports, key } = this.#undertaking;
    for (const object of this.#exposed.others) await applyObject(ports.cluster, object);
    const pods = wantedPods(seen.situation, this.#plan);
    const target = await this.#written(pods, { ...seen, situation: { ...seen.situation, target: live } });
    const sighting = await watchWritten([target], this.#undertaking);
    const end = await stepEnd(sighting, this.#undertaking);
    if (end?.kind === 'failed') {
      const outcome = end.failure.class === 'deadline' ? 'timeout' : 'failed';
      const facts = factsOf(this.#undertaking);
      return { kind: 'ended', end: { outcome, ...facts, ...end.failure, rollback: 'none-same-state' } };
    }
    if (end !== undefined) return end;
    await stopOthers({ ...seen.situation, from: undefined, target: live }, this.#exposed, this.#undertaking);
    // What another release has left unfinished beside it is over.
    const isLeft = operation !== undefined && isUnfinished(operation);
    const phase = operation?.to.state === key ? 'recorded' : 'rolled-back';
    const record = async () => void (isLeft && (await this.#moveTo(phase)));
    return { kind: 'complete', sentence: sighting.end.sentence, leaves: [], record };
  }

  async #settle({ situation, service }: SeenTraffic): Promise<undefined> {
    const { operation, from, live } = situation;
    if (service === undefined || operation === undefined || from === undefined) return;
    const { ports, request } = this.#undertaking;
    ports.log.warning(
      `Deployment "${live?.workload}" was switched to by run ${operation.run.id}, never verified, and is broken: "${from.workload}" gets the traffic back.`,
    );
    const back = { ...operation, run: request.run, phase: 'rolled-back' } as const;
    await patchService(ports.cluster, service, back, from.selector);
  }

  async #begin({ situation, service }: SeenTraffic): Promise<StepEnd | undefined> {
    const { live, target, deployments, liveState } = situation;
    if (service === undefined || live === undefined) return undefined;
    const { cluster } = this.#undertaking.ports;
    const deployment = deployments.get(live.workload);
    const hash =
      deployment && live.colour === undefined
        ? await settledHash(cluster, deployment, this.#undertaking.request.namespace)
        : undefined;
    if (live.colour === undefined && hash === undefined) {
      const sentence = `Deployment "${live.workload}" has no pods, or is in the middle of a rollout of its own, so the Service cannot be held to the pods that run. Let it finish, then roll out again.`;
      return { kind: 'ended', end: { outcome: 'refused', sentence } };
    }
    const from = hash === undefined ? live : heldTo(live, hash);
    await patchService(cluster, service, begunOperation(this.#undertaking, from, target, liveState), from.selector);
    return undefined;
  }

  async #adopt({ situation, service }: SeenTraffic): Promise<undefined> {
    const { operation, target, deployments } = situation;
    if (service === undefined || operation === undefined) return;
    const { ports, request, written } = this.#undertaking;
    const answer = deployments.get(target.workload);
    // What the other run has written counts as ours from here on.
    if (answer !== undefined) written.add({ wanted: colouredDeployment(this.#exposed, target), answer });
    ports.log.info(`Run ${operation.run.id} has moved the traffic to this release and ended; going on from there.`);
    const phase = operation.phase === 'verified' || operation.phase === 'retired' ? operation.phase : 'flipped';
    await patchService(ports.cluster, service, { ...operation, run: request.run, phase });
  }

  async #write(pods: number, seen: SeenTraffic): Promise<StepEnd | undefined> {
    for (const object of this.#exposed.others) await applyObject(this.#undertaking.ports.cluster, object);
    const jobs = await runJobs(this.#undertaking);
    if (jobs !== undefined) return jobs;
    this.#target = await this.#written(pods, seen);
    this.#known = { ...this.#known, written: true, provenFor: 0 };
    return undefined;
  }

  async #prove(pods: number, { situation: { target: copy } }: SeenTraffic): Promise<StepEnd | undefined> {
    if (this.#target === undefined) return undefined;
    const preview = { ...this.#service, name: previewName(this.#exposed) };
    const end =
      (await stepEnd(await watchWritten([this.#target], this.#undertaking), this.#undertaking)) ??
      (await checked('before-switch', preview, { copy, pods }, this.#undertaking.ports));
    if (end === undefined) this.#known = { ...this.#known, provenFor: pods };
    return end;
  }

  async #open({ situation: { target } }: SeenTraffic): Promise<undefined> {
    const { cluster, clock } = this.#undertaking.ports;
    const operation = flipped(begunOperation(this.#undertaking, undefined, target), clock);
    const opened = serviceLeadingTo(this.#exposed, target);
    await applyObject(cluster, annotated(opened, { [OPERATION]: formatOperation(operation) }));
  }

  async #flip({ situation, service }: SeenTraffic): Promise<undefined> {
    const { operation, live, target } = situation;
    if (service === undefined || operation === undefined) return;
    const { cluster, clock, log } = this.#undertaking.ports;
    log.info(
      `Moving the traffic of Service "${service.metadata.name}" from "${live?.workload}" to "${target.workload}".`,
    );
    await patchService(cluster, service, flipped(operation, clock), target.selector);
  }

  async #bake(until: number, { situation }: SeenTraffic): Promise<StepEnd | undefined> {
    const { ports, request } = this.#undertaking;
    const { target: copy } = situation;
    const end = await checked('after-switch', this.#service, { copy, pods: 1 }, ports);
    if (end !== undefined) return end;
    const deployment = deploymentNamed(copy.workload, request.namespace);
    const watched = await whileWhole(deployment, wantedPods(situation, this.#plan), until, ports);
    if (watched.kind === 'decided') return { kind: 'failed', failure: { sentence: watched.value } };
    if (watched.kind !== 'late') return watched;
    this.#known = { ...this.#known, baked: true };
    return undefined;
  }

  async #verified({ situation: { target } }: SeenTraffic): Promise<undefined> {
    for (const follower of this.#exposed.followers)
      await applyObject(this.#undertaking.ports.cluster, followerOf(this.#exposed, follower, target));
    await this.#moveTo('verified');
  }

  async #drain(until: number, { situation }: SeenTraffic): Promise<StepEnd | undefined> {
    const { ports } = this.#undertaking;
    const { from, target } = situation;
    if (from !== undefined && from.workload !== target.workload) {
      await pause(until - ports.clock.now(), ports.clock, ports.signal);
      if (ports.signal.aborted) return { kind: 'aborted' };
      const sentence = await movedByOthers(this.#exposed.service, this.#undertaking);
      if (sentence !== undefined) return { kind: 'unknown', sentence };
    }
    await stopOthers(situation, this.#exposed, this.#undertaking);
    await this.#moveTo('retired');
    return undefined;
  }

  #record({ situation }: SeenTraffic): StepEnd {
    const { strategy } = this.#plan;
    return {
      kind: 'complete',
      sentence: `Service "${this.#service.name}" leads to ${wantedPods(situation, this.#plan)} ready pods of the release, which were healthy for ${strategy.bake} s with traffic.`,
      leaves: [situation.operation?.from?.state],
      record: () => this.#moveTo('recorded'),
    };
  }

  /** One write, because there are only seconds. Before the switch everything stays as it is for the next run; while the release
   *  bakes, the old copy gets the traffic back; once it is verified, it keeps it. */
  async #cancel({ situation, service }: SeenTraffic): Promise<StepEnd> {
    const { ports, request, key } = this.#undertaking;
    const { operation, from, live } = situation;
    const ours = operation?.to.state === key ? operation : undefined;
    const back = ours?.phase === 'flipped' && from !== undefined && from.workload !== live?.workload ? from : undefined;
    if (service !== undefined && ours !== undefined) {
      const phase: Phase = ours.phase === 'verified' || ours.phase === 'retired' ? ours.phase : 'cancelled';
      await patchService(ports.cluster, service, { ...ours, run: request.run, phase }, back?.selector);
    }
    const where =
      back === undefined
        ? `the traffic stays with "${live?.workload ?? 'nobody'}"`
        : `it was being baked, so the traffic went back to "${back.workload}"`;
    const sentence = `Cancelled while the release was brought up: ${where}. Run the rollout again to go on.`;
    return { kind: 'cancelled', sentence };
  }

  /** Writes everything that a copy needs, with so many pods. */
  async #written(pods: number, { situation, service }: SeenTraffic): Promise<Target> {
    const { key, ports } = this.#undertaking;
    const { live, target: copy, deployments, operation } = situation;
    if (service !== undefined && live !== undefined) {
      const leading = serviceLeadingTo(this.#exposed, { selector: selectorOf(service) });
      await applyObject(ports.cluster, withVersion(leading, service.metadata.resourceVersion));
    }
    await applyObject(ports.cluster, previewService(this.#exposed, copy));
    const wanted = colouredDeployment(this.#exposed, copy);
    const target = await writeCopy(wanted, deployments.get(copy.workload), pods, this.#undertaking);
    if (service !== undefined && operation?.to.state === key) await this.#moveTo('applied', 'locked');
    return target;
  }

  get #service(): ObjectReference {
    return referenceOf(this.#exposed.service, this.#undertaking.request.namespace);
  }

  async #moveTo(phase: Phase, only?: Phase): Promise<void> {
    const { ports, request } = this.#undertaking;
    await moveOperation(ports.cluster, this.#service, { run: request.run, phase }, { only });
  }
}
