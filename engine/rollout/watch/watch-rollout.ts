import type { Run } from '../../../domain/run-order.ts';
import type { Graces } from '../../../domain/verdict/graces.ts';
import {
  type Applied,
  type Fact,
  firstObservation,
  type Observation,
  type Subject,
  titleOf,
} from '../../../domain/verdict/observation.ts';
import { observe } from '../../../domain/verdict/observe.ts';
import { heard, registryQuestions } from '../../../domain/verdict/registry-word.ts';
import type { Verdict } from '../../../domain/verdict/verdict.ts';
import type { Clock } from '../clock.ts';
import { type Cluster, type KubernetesObject, Unreachable, type WatchEvent } from '../cluster.ts';
import { ChangedMidway } from '../foreign/changed-midway.ts';
import type { Images } from '../ports/images.ts';
import type { ProgressLog } from '../request.ts';
import { attended } from './attended.ts';
import { deciding, isSpare, isWrittenByNewer } from './deciding.ts';
import { factOf, isSpareLine, listFact, type Sightline, sightlines } from './facts.ts';
import { Mailbox } from './mailbox.ts';
import { RegistryAsker } from './registry-asker.ts';
import { remembered } from './remembered.ts';
import { BLIND, Sight } from './sight.ts';
import { SightLine } from './sight-line.ts';
import { StandingVerdicts } from './standing-verdicts.ts';

/** An object that was just written. */
export interface Target {
  readonly subject: Subject;
  readonly labels: Readonly<Record<string, string>>;
  readonly applied: Applied;
  /** As the server answered our write; `undefined` for what somebody else has written. */
  readonly written?: KubernetesObject;
}

export interface Watching {
  readonly targets: readonly Target[];
  readonly run: Run;
  readonly graces: Graces;
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly log: ProgressLog;
  readonly signal: AbortSignal;
  /** Asked when nodes do not find an image. */
  readonly images?: Images | undefined;
  /** Told all that is known each time something may have changed; must not throw. */
  readonly seen?: (observations: readonly Observation[]) => void;
}

/** How a watched rollout ended, and everything seen of the workload that decided it. */
export interface Sighting {
  readonly end:
    | Exclude<Verdict, { readonly state: 'progressing' }>
    | { readonly state: 'superseded' | 'cancelled'; readonly sentence: string };
  readonly observation: Observation;
  readonly all: readonly Observation[];
}

const HEARTBEAT = 30_000;
/** After a list failed, how long until it is tried again. */
const RETRY = 2_000;

/** An event and when it came: it may wait while we look again, and blindness begins when it begins. */
type Message = {
  readonly target: number;
  readonly line: Sightline;
  readonly event: WatchEvent;
  readonly at: number;
};

/** Watches until every workload is complete, or one of them decides otherwise. Before it ends with a failure or success it
 *  looks once more with fresh lists. It reads only; nothing it does changes the cluster. */
export async function watchRollout(watching: Watching): Promise<Sighting> {
  const watch = new Watch(watching);
  try {
    return await watch.ended();
  } finally {
    watch.stop();
  }
}

class Watch {
  readonly #watching: Watching;
  readonly #mailbox: Mailbox<Message>;
  readonly #sight = new Sight();
  readonly #sightLine: SightLine;
  readonly #standing: StandingVerdicts;
  readonly #midway: ChangedMidway;
  readonly #asker: RegistryAsker;
  readonly #questionsOf: (observation: Observation) => ReturnType<typeof registryQuestions>;
  readonly #stop = new AbortController();
  readonly #wake = () => this.#mailbox.wake();
  readonly #observations: Observation[];
  readonly #said: string[];
  readonly #unwatched = new Set<number>();
  /** An end where the server lets us see nothing. */
  #refused: Sighting | undefined;
  #heartbeat: number;

  constructor(watching: Watching) {
    const { targets, clock, cluster, log, signal, graces, images } = watching;
    this.#watching = watching;
    this.#mailbox = new Mailbox<Message>(clock);
    this.#sightLine = new SightLine(log);
    this.#standing = new StandingVerdicts(graces);
    this.#midway = new ChangedMidway(cluster);
    this.#questionsOf = remembered((observation: Observation) => registryQuestions(observation, graces));
    this.#asker = new RegistryAsker(images, clock, (image, has) => this.#hearRegistry(image, has));
    this.#observations = targets.map(({ subject, applied }) => firstObservation(subject, applied));
    this.#said = targets.map(() => '');
    this.#heartbeat = clock.now() + HEARTBEAT;
    signal.addEventListener('abort', this.#wake);
    targets.forEach(({ subject, labels }, target) => {
      for (const line of sightlines(subject, labels)) {
        const push = (event: WatchEvent) => this.#mailbox.push({ target, line, event, at: clock.now() });
        cluster.watch(line.selection, push, this.#stop.signal);
      }
    });
  }

  stop(): void {
    this.#stop.abort();
    this.#watching.signal.removeEventListener('abort', this.#wake);
  }

  async ended(): Promise<Sighting> {
    const { clock } = this.#watching;
    for (let wakeAt = clock.now(); ; ) {
      this.#hear(await this.#mailbox.take(Math.min(wakeAt, this.#heartbeat)));
      const end = await this.#endWithoutVerdict();
      if (end !== undefined) return end;
      const now = clock.now();
      this.#watching.seen?.([...this.#observations]);
      const asksAt = this.#asker.ask(this.#observations.flatMap(this.#questionsOf), this.#sight.time(now));
      const verdicts = this.#verdicts(now);
      const decided = deciding(verdicts);
      this.#tell(verdicts, decided, now);
      const sure = decided === undefined ? this.#nextLook(verdicts, asksAt, now) : await this.#confirmed(decided, now);
      if (typeof sure !== 'number') return sure;
      wakeAt = sure;
    }
  }

  /** Ends that say nothing of the pods. */
  async #endWithoutVerdict(): Promise<Sighting | undefined> {
    const { targets, clock, signal, run } = this.#watching;
    if (this.#refused !== undefined) return this.#refused;
    if (signal.aborted) return this.#sighting({ state: 'cancelled', sentence: cancelledSentence(targets) });
    const now = clock.now();
    if (this.#sight.blindFor(now) > BLIND)
      return this.#sighting({ state: 'unknown', sentence: blindSentence(this.#sight, now) });
    if (this.#sightLine.tell(this.#sight, now)) this.#said.fill('');
    const other = this.#observations.findIndex(isWrittenByNewer(run));
    if (other >= 0) return this.#sighting({ state: 'superseded', sentence: supersededSentence(targets, other) }, other);
    return this.#sight.isBlind(now) ? undefined : await this.#changedMidway();
  }

  async #changedMidway(): Promise<Sighting | undefined> {
    const changed = await this.#attend(this.#midway.look(this.#watching.targets, this.#observations));
    return changed && this.#sighting({ state: 'unknown', sentence: changed.sentence }, changed.target);
  }

  /** What was seen before is not said as if it were seen now, and what decides is said when it is confirmed. */
  #tell(verdicts: readonly Verdict[], decided: number | undefined, now: number): void {
    if (this.#sight.isBlind(now)) this.#heartbeat = Math.max(this.#heartbeat, now + HEARTBEAT);
    else if (decided === undefined) this.#say(verdicts, now);
    else
      this.#say(
        verdicts.map((verdict) => (verdict.state === 'progressing' ? verdict : undefined)),
        now,
      );
  }

  #nextLook(verdicts: readonly Verdict[], asksAt: number, now: number): number {
    const next = Math.min(
      asksAt,
      ...verdicts.map((verdict) => (verdict.state === 'progressing' ? verdict.wakeAt : now + HEARTBEAT)),
    );
    const isBlind = this.#sight.isBlind(now);
    return Math.min(this.#sight.nextChange(now), isBlind ? Number.POSITIVE_INFINITY : next + this.#sight.blindFor(now));
  }

  /** Blind eyes decide nothing; and the last word belongs to what the server says now.
   *  @returns the end, or when to look again */
  async #confirmed(decided: number, now: number): Promise<Sighting | number> {
    const { clock } = this.#watching;
    if (this.#sight.isBlind(now) || !(await this.#attend(this.#lookAgain(decided)))) return clock.now() + RETRY;
    // A list that comes late tells of a time in which nothing was seen: what streams say of that comes first.
    this.#hear(await this.#mailbox.take(clock.now()));
    if (this.#refused !== undefined) return this.#refused;
    if (this.#sight.isBlind(clock.now())) return clock.now();
    const meanwhile = await this.#changedMidway();
    if (meanwhile !== undefined) return meanwhile;
    const again = this.#verdicts(clock.now());
    const confirmed = deciding(again);
    const verdict = confirmed === undefined ? undefined : again[confirmed];
    if (verdict === undefined || verdict.state === 'progressing') return now + RETRY;
    this.#say(again, now);
    return this.#sighting(verdict, confirmed);
  }

  #sighting(end: Sighting['end'], target = 0): Sighting {
    const { subject, applied } = of(this.#watching.targets, target);
    const observation = this.#observations[target] ?? firstObservation(subject, applied);
    return { end, observation, all: this.#observations };
  }

  #learn(target: number, fact: Fact | undefined, at = this.#watching.clock.now()): void {
    const known = this.#observations[target];
    if (fact !== undefined && known !== undefined)
      this.#observations[target] = observe(known, fact, this.#sight.time(at));
  }

  #hearRegistry(image: string, has: boolean): void {
    const at = this.#sight.time(this.#watching.clock.now());
    this.#observations.forEach((known, target) => {
      this.#observations[target] = heard(known, image, has, at);
    });
    this.#mailbox.wake();
  }

  #say(verdicts: readonly (Verdict | undefined)[], now: number): void {
    verdicts.forEach((verdict, target) => {
      if (verdict === undefined) return;
      if (verdict.sentence !== this.#said[target] || now >= this.#heartbeat) this.#watching.log.info(verdict.sentence);
      this.#said[target] = verdict.sentence;
    });
    if (now >= this.#heartbeat) this.#heartbeat = now + HEARTBEAT;
  }

  /** Waits for what may hang; meanwhile people are told what can be seen. */
  #attend<T>(work: Promise<T>): Promise<T> {
    const { clock } = this.#watching;
    return attended(work, clock, async () => {
      this.#hear(await this.#mailbox.take(clock.now()));
      if (this.#sightLine.tell(this.#sight, clock.now())) this.#said.fill('');
    });
  }

  #hear(messages: readonly Message[]): void {
    const { targets, log } = this.#watching;
    for (const { target, line, event, at } of messages) {
      const stream = `${target}/${line.kind}`;
      const { subject } = of(targets, target);
      if (event.type === 'refused' && isSpareLine(line)) continue;
      if (event.type === 'lost') this.#sight.lose(stream, event.reason, event.since ?? at);
      else if (event.type === 'refused' && isSpare(subject.kind)) {
        this.#unwatched.add(target);
        log.warning(`${titleOf(subject)} is not judged: ${event.refusal.message}`);
      } else if (event.type === 'refused') {
        const sentence = `The cluster does not let us watch ${line.kind}s: ${event.refusal.message}`;
        this.#refused ??= this.#sighting({ state: 'unknown', sentence }, target);
      } else this.#sight.find(stream, at);
      this.#learn(target, factOf(line, event, subject), at);
    }
  }

  #verdicts(now: number): readonly Verdict[] {
    return this.#observations.map((observation, target): Verdict => {
      if (!this.#unwatched.has(target)) return this.#standing.on(observation, this.#sight.time(now));
      const title = titleOf(observation.subject);
      return { state: 'complete', sentence: `${title} is written; what became of it is not seen.` };
    });
  }

  /** @returns whether the lists came. */
  async #lookAgain(target: number): Promise<boolean> {
    if (this.#unwatched.has(target)) return true;
    const { subject, labels } = of(this.#watching.targets, target);
    const lines = sightlines(subject, labels).filter((line) => line.kind !== 'Event' && !isSpareLine(line));
    try {
      const lists = await Promise.all(
        lines.map(async ({ selection, kind }) => listFact(kind, await this.#watching.cluster.list(selection), subject)),
      );
      for (const fact of lists) this.#learn(target, fact);
      return true;
    } catch (error) {
      if (error instanceof Unreachable) return false;
      throw error;
    }
  }
}

function of(targets: readonly Target[], target: number): Target {
  const found = targets[target];
  if (found === undefined)
    throw new Error(`There is no target ${target} among the ${targets.length} that are watched.`);
  return found;
}

const title = ({ subject }: Target) => titleOf(subject);
const supersededSentence = (targets: readonly Target[], target: number) =>
  `A newer run has written ${title(of(targets, target))}; this one stops without touching it.`;
const cancelledSentence = (targets: readonly Target[]) =>
  `Cancelled while ${targets.map(title).join(' and ')} was rolling out; the cluster goes on by itself. Run the rollout again, or roll back.`;
const blindSentence = (sight: Sight, now: number) =>
  `The API server could not be seen for ${Math.round(sight.blindFor(now) / 1000)} s, so nothing is known and nothing was undone: ${sight.reasons.join('; ') || 'connections broke again and again'}. Check the cluster, then run this again.`;
