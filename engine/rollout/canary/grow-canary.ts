import { assertNever } from '../../../domain/brand.ts';
import { type Seconds, seconds } from '../../../domain/seconds.ts';
import type { CanaryStrategy } from '../../../domain/strategy.ts';
import { rollBackWorkloads } from '../abort/roll-back-workloads.ts';
import { applyObject } from '../apply.ts';
import { type KubernetesObject, nameOf, type ObjectReference } from '../cluster.ts';
import type { AttemptEnd } from '../ending.ts';
import { type Exposed, exposedWorkload, replicasOf } from '../exposed-workload.ts';
import { runJobs } from '../jobs/run-jobs.ts';
import type { Course, StepEnd } from '../perform/course.ts';
import { perform } from '../perform/perform.ts';
import { stepEnd, watchWritten } from '../perform/watch-written.ts';
import { Rolling } from '../rolling/rolling.ts';
import { stateOf } from '../state/annotations.ts';
import type { Phase } from '../state/operation.ts';
import { whileWhole } from '../traffic/proof.ts';
import { deploymentNamed, scaleTo } from '../traffic/traffic.ts';
import { writeCopy } from '../traffic/write-copy.ts';
import { ownOf, type Undertaking } from '../undertaking.ts';
import type { Target } from '../watch/watch-rollout.ts';
import { canaryDeployment, canaryName } from './canary-deployment.ts';
import { type Reader, readerOf } from './measured.ts';
import { type MovedTraffic, movedTraffic } from './moved-traffic.ts';
import { type CanaryPlan, type CanaryProgress, type CanarySituation, type CanaryStep, nextStep } from './next-step.ts';
import { notes } from './notes.ts';
import { plannedShares, type Share } from './share.ts';
import { type Broken, watchStep } from './watch-step.ts';

interface Seen {
  readonly situation: CanarySituation;
  readonly found: KubernetesObject | undefined;
}

/** Gives the new version a growing share of the pods behind the Service, then replaces the old one, which keeps all of its pods until
 *  then. */
export class GrowCanary implements Course<Seen, CanaryStep> {
  readonly words = { refused: 'The API server refused', unreachable: 'The canary stays as it is. Run this again.' };
  readonly #undertaking: Undertaking;
  readonly #exposed: Exposed;
  readonly #canary: ObjectReference;
  readonly #traffic: MovedTraffic;
  readonly #note: (phase: Phase) => Promise<void>;
  readonly #plan: CanaryPlan;
  readonly #read: Reader | undefined;
  #known: Omit<CanaryProgress, 'cancelled'> = { begun: false, passed: undefined, verified: false, retired: false };

  constructor(undertaking: Undertaking, strategy: CanaryStrategy) {
    const { request, ports, manifests, key } = undertaking;
    this.#undertaking = undertaking;
    this.#exposed = exposedWorkload(manifests, 'Canary');
    this.#canary = deploymentNamed(canaryName(this.#exposed), request.namespace);
    this.#traffic = movedTraffic(strategy, this.#exposed, undertaking);
    this.#note = notes(this.#exposed, undertaking);
    this.#plan = {
      kind: request.kind,
      shares: plannedShares(request, ownOf(undertaking), key),
      byWeight: strategy.traffic === 'gateway',
    };
    this.#read = this.#plan.shares && readerOf(strategy, this.#exposed, request.namespace, ports);
  }

  async look(): Promise<Seen> {
    if (this.#plan.shares === undefined) return { situation: { pods: 0, weight: 0, isOurs: false }, found: undefined };
    const found = await this.#undertaking.ports.cluster.get(this.#canary);
    const isOurs = found !== undefined && stateOf(found) === this.#undertaking.key;
    const weight = await this.#traffic.share();
    return { situation: { pods: replicasOf(found) ?? 0, weight, isOurs }, found };
  }

  next({ situation }: Seen): CanaryStep {
    return nextStep(situation, { ...this.#known, cancelled: this.#undertaking.ports.signal.aborted }, this.#plan);
  }

  async take(step: CanaryStep, { found }: Seen): Promise<StepEnd | undefined> {
    switch (step.kind) {
      case 'retire':
        await this.#retire('in-haste');
        this.#known = { ...this.#known, retired: true };
        return undefined;
      case 'begin':
        return await this.#begin();
      case 'take':
        return await this.#traffic.letGo();
      case 'give': {
        const end = await this.#give(step.share, found);
        if (end === undefined) this.#known = { ...this.#known, passed: step.index + 1 };
        return end;
      }
      case 'verified':
        await this.#note('verified');
        this.#known = { ...this.#known, verified: true };
        return undefined;
      case 'replace':
        return await this.#replace(step.percent);
      case 'cancel':
        return await this.#cancel();
      default:
        return assertNever(step);
    }
  }

  /** The canary loses its share first; then everything of the release is taken back. */
  async failed(failure: AttemptEnd): Promise<AttemptEnd> {
    await this.#note('failing');
    if (this.#undertaking.request.rollback !== undefined) await this.#retire('in-haste');
    // What is left as it is keeps its pods; a weight would lead people to pods that are broken.
    else await this.#traffic.take();
    return await rollBackWorkloads(failure, this.#undertaking, this.#note);
  }

  async #begin(): Promise<StepEnd | undefined> {
    await this.#note('locked');
    for (const object of this.#traffic.others) await applyObject(this.#undertaking.ports.cluster, object);
    const jobs = await runJobs(this.#undertaking);
    if (jobs === undefined) this.#known = { ...this.#known, begun: true };
    return jobs;
  }

  async #give(share: Share, before: KubernetesObject | undefined): Promise<StepEnd | undefined> {
    const { request, ports } = this.#undertaking;
    const { graces } = request;
    const target = await this.#written(share, before);
    // Ready pods behind the Service have their share: the time until they are stable is a part of its pause. A measure needs all of it.
    const served = this.#traffic.begins === 'ready' && this.#read === undefined && !target.applied.unchanged;
    const stableFor = served ? seconds(Math.min(graces.stableFor, share.pause)) : graces.stableFor;
    const sighting = await watchWritten([target], this.#undertaking, { graces: { ...graces, stableFor } });
    const end = await stepEnd(sighting, this.#undertaking);
    if (end !== undefined) return end;
    const led = await this.#traffic.lead(share, (milliseconds) => this.#brokenWithin(share, milliseconds));
    if (led.kind === 'ended') return brokenEnd(led.by);
    if (ports.signal.aborted) return { kind: 'aborted' };
    if (led.kind === 'refused') return failed(`The canary got no traffic: ${led.sentence}.`);
    if (led.kind === 'unknown') return held(`at ${share.percent} % of the traffic`, led.sentence);
    if (led.kind === 'unmoved') return held('where it is', led.sentence);
    const passed = Math.max(stableFor, Number(this.#exposed.deployment.spec['minReadySeconds'] ?? 0));
    return await this.#watch(share, served ? seconds(Math.max(0, share.pause - passed)) : share.pause);
  }

  async #written(share: Share, before: KubernetesObject | undefined): Promise<Target> {
    const { ports, live } = this.#undertaking;
    const target = await writeCopy(canaryDeployment(this.#exposed), before, share.pods, this.#undertaking);
    await this.#note('applied');
    const pods = replicasOf(live.get(nameOf(this.#exposed.deployment))) ?? 0;
    ports.log.info(
      `${share.pods} of ${pods + share.pods} pods are the canary: ${share.percent} % of the traffic ${this.#traffic.how}for ${share.pause} s.`,
    );
    return target;
  }

  async #watch(share: Share, pause: Seconds): Promise<StepEnd | undefined> {
    const end = await watchStep(this.#canary, { ...share, pause }, this.#read, this.#undertaking.ports);
    if (end.kind === 'good') return undefined;
    if (end.kind === 'held') return held(`at ${share.percent} % of the traffic`, end.sentence);
    if (end.kind === 'worse') return failed(`With ${share.percent} % of the traffic ${end.sentence}.`);
    return brokenEnd(end);
  }

  async #brokenWithin({ pods }: Share, milliseconds: number): Promise<Broken | undefined> {
    const { ports } = this.#undertaking;
    const seen = await whileWhole(this.#canary, pods, ports.clock.now() + milliseconds, ports);
    return seen.kind === 'late' ? undefined : seen;
  }

  /** Whatever comes of it, the stable pods have all of the traffic then, or somebody has to look. */
  async #replace(percent: number): Promise<StepEnd> {
    const undertaking = { ...this.#undertaking, manifests: this.#traffic.kept(this.#undertaking.manifests, percent) };
    const end = await perform(new Rolling(undertaking), undertaking);
    if (end.outcome === 'complete' || end.rollback === 'complete') {
      await this.#retire(end.outcome === 'complete' ? 'in-peace' : 'in-haste');
      await this.#note(end.outcome === 'complete' ? 'recorded' : 'rolled-back');
    }
    return { kind: 'ended', end };
  }

  /** The weight first, then the pods. In peace they stay for as long as a Gateway may still lead to them. */
  async #retire(how: 'in-peace' | 'in-haste'): Promise<void> {
    const { cluster } = this.#undertaking.ports;
    const has = replicasOf(await cluster.get(this.#canary)) ?? 0;
    if (has === 0) await this.#traffic.take();
    else if (await this.#traffic.retire(how)) await scaleTo(cluster, this.#canary, 0);
  }

  async #cancel(): Promise<StepEnd> {
    // Where weights were moved there is no time to see that the Gateways have let go: the pods stay, and get no traffic.
    if (!(await this.#traffic.take())) await scaleTo(this.#undertaking.ports.cluster, this.#canary, 0);
    await this.#note('cancelled');
    const sentence =
      'Cancelled while the canary had a share of the traffic; it has none any more. Run the rollout again.';
    return { kind: 'cancelled', sentence };
  }
}

const failed = (sentence: string): StepEnd => ({ kind: 'failed', failure: { sentence } });

/** Not known is neither good nor bad: the share stays, nothing is promoted and nothing undone. */
const held = (where: string, sentence: string): StepEnd => ({
  kind: 'unknown',
  sentence: `The canary is held ${where}: ${sentence.replace(/\.$/, '')}. Run this again to go on from there, or roll back.`,
});

const brokenEnd = (seen: Broken): StepEnd => (seen.kind === 'decided' ? failed(seen.value) : seen);
