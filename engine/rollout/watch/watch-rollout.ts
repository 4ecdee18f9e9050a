import { isNewer, type Run } from '../../../domain/run-order.ts';
import type { Graces } from '../../../domain/verdict/graces.ts';
import {
  type Applied,
  type Fact,
  firstObservation,
  judgedOf,
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
import type { Images } from '../preflight/image-presence.ts';
import type { ProgressLog } from '../request.ts';
import { runOf } from '../state/annotations.ts';
import { attended } from './attended.ts';
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
  const { targets, clock, cluster, log, signal, graces, run } = watching;
  const mailbox = new Mailbox<Message>(clock);
  const sight = new Sight();
  const standing = new StandingVerdicts(graces);
  const stop = new AbortController();
  const wake = () => mailbox.wake();
  signal.addEventListener('abort', wake);
  const observations = targets.map(({ subject, applied }) => firstObservation(subject, applied));
  const said = targets.map(() => '');
  const sightLine = new SightLine(log);
  const midway = new ChangedMidway(cluster);
  /** An end where the server lets us see nothing. */
  let refused: Sighting | undefined;
  const unwatched = new Set<number>();
  let heartbeat = clock.now() + HEARTBEAT;

  targets.forEach(({ subject, labels }, target) => {
    for (const line of sightlines(subject, labels)) {
      cluster.watch(line.selection, (event) => mailbox.push({ target, line, event, at: clock.now() }), stop.signal);
    }
  });
  const learn = (target: number, fact: Fact | undefined, at = clock.now()) => {
    const known = observations[target];
    if (fact !== undefined && known !== undefined) observations[target] = observe(known, fact, sight.time(at));
  };
  const questionsOf = remembered((observation: Observation) => registryQuestions(observation, graces));
  const asker = new RegistryAsker(watching.images, clock, (image, has) => {
    const at = sight.time(clock.now());
    observations.forEach((known, target) => {
      observations[target] = heard(known, image, has, at);
    });
    mailbox.wake();
  });
  const ended = (end: Sighting['end'], target = 0): Sighting => ({
    end,
    observation: observations[target] ?? firstObservation(subjectOf(targets, target), appliedOf(targets, target)),
    all: observations,
  });

  try {
    for (let wakeAt = clock.now(); ; ) {
      hear(await mailbox.take(Math.min(wakeAt, heartbeat)));
      if (refused !== undefined) return refused;
      if (signal.aborted) return ended({ state: 'cancelled', sentence: cancelledSentence(targets) });
      const now = clock.now();
      if (sight.blindFor(now) > BLIND) return ended({ state: 'unknown', sentence: blindSentence(sight, now) });
      if (sightLine.tell(sight, now)) said.fill('');
      const other = observations.map(newerWriter(run)).findIndex((newer) => newer);
      if (other >= 0) return ended({ state: 'superseded', sentence: supersededSentence(targets, other) }, other);
      const changed = sight.isBlind(now) ? undefined : await attend(midway.look(targets, observations));
      if (changed !== undefined) return ended({ state: 'unknown', sentence: changed.sentence }, changed.target);

      watching.seen?.([...observations]);
      const asksAt = asker.ask(observations.flatMap(questionsOf), sight.time(now));
      const verdicts = observations.map((observation, target) => verdictOn(observation, target, now));
      const decided = deciding(verdicts);
      // What was seen before is not said as if it were seen now, and what decides is said when it is confirmed.
      if (sight.isBlind(now)) heartbeat = Math.max(heartbeat, now + HEARTBEAT);
      else
        say(
          decided === undefined
            ? verdicts
            : verdicts.map((verdict) => (verdict.state === 'progressing' ? verdict : undefined)),
          now,
        );
      if (decided === undefined) {
        const next = Math.min(
          asksAt,
          ...verdicts.map((verdict) => (verdict.state === 'progressing' ? verdict.wakeAt : now + HEARTBEAT)),
        );
        wakeAt = Math.min(
          sight.nextChange(now),
          sight.isBlind(now) ? Number.POSITIVE_INFINITY : next + sight.blindFor(now),
        );
        continue;
      }
      // Blind eyes decide nothing; and the last word belongs to what the server says now.
      if (sight.isBlind(now) || !(await attend(lookAgain(decided)))) {
        wakeAt = clock.now() + RETRY;
        continue;
      }
      // A list that comes late tells of a time in which nothing was seen: what streams say of that comes first.
      hear(await mailbox.take(clock.now()));
      if (refused !== undefined) return refused;
      if (sight.isBlind(clock.now())) {
        wakeAt = clock.now();
        continue;
      }
      const meanwhile = await attend(midway.look(targets, observations));
      if (meanwhile !== undefined) return ended({ state: 'unknown', sentence: meanwhile.sentence }, meanwhile.target);
      const again = observations.map((observation, target) => verdictOn(observation, target, clock.now()));
      const confirmed = deciding(again);
      const verdict = confirmed === undefined ? undefined : again[confirmed];
      if (confirmed !== undefined && verdict !== undefined && verdict.state !== 'progressing') {
        say(again, now);
        return ended(verdict, confirmed);
      }
      wakeAt = now + RETRY;
    }
  } finally {
    stop.abort();
    signal.removeEventListener('abort', wake);
  }

  function say(verdicts: readonly (Verdict | undefined)[], now: number): void {
    verdicts.forEach((verdict, target) => {
      if (verdict === undefined) return;
      if (verdict.sentence !== said[target] || now >= heartbeat) log.info(verdict.sentence);
      said[target] = verdict.sentence;
    });
    if (now >= heartbeat) heartbeat = now + HEARTBEAT;
  }

  /** Waits for what may hang; meanwhile people are told what can be seen. */
  function attend<T>(work: Promise<T>): Promise<T> {
    return attended(work, clock, async () => {
      hear(await mailbox.take(clock.now()));
      if (sightLine.tell(sight, clock.now())) said.fill('');
    });
  }

  function hear(messages: readonly Message[]): void {
    for (const { target, line, event, at } of messages) {
      const stream = `${target}/${line.kind}`;
      if (event.type === 'refused' && isSpareLine(line)) continue;
      if (event.type === 'lost') sight.lose(stream, event.reason, event.since ?? at);
      else if (event.type === 'refused' && isSpare(subjectOf(targets, target).kind)) {
        unwatched.add(target);
        log.warning(`${title(of(targets, target))} is not judged: ${event.refusal.message}`);
      } else if (event.type === 'refused') {
        const sentence = `The cluster does not let us watch ${line.kind}s: ${event.refusal.message}`;
        refused ??= ended({ state: 'unknown', sentence }, target);
      } else sight.find(stream, at);
      learn(target, factOf(line, event, subjectOf(targets, target)), at);
    }
  }

  function verdictOn(observation: Observation, target: number, now: number): Verdict {
    if (!unwatched.has(target)) return standing.on(observation, sight.time(now));
    return { state: 'complete', sentence: `${title(of(targets, target))} is written; what became of it is not seen.` };
  }

  /** @returns whether the lists came. */
  async function lookAgain(target: number): Promise<boolean> {
    if (unwatched.has(target)) return true;
    const subject = subjectOf(targets, target);
    const lines = sightlines(subject, targets[target]?.labels ?? {}).filter(
      (line) => line.kind !== 'Event' && !isSpareLine(line),
    );
    try {
      const lists = await Promise.all(
        lines.map(async ({ selection, kind }) => listFact(kind, await cluster.list(selection), subject)),
      );
      for (const fact of lists) learn(target, fact);
      return true;
    } catch (error) {
      if (error instanceof Unreachable) return false;
      throw error;
    }
  }
}

/** Whether a release goes on without a look at it. */
const isSpare = (kind: Subject['kind']): boolean => kind === 'Custom' || kind === 'PersistentVolumeClaim';

/** A failure decides at once, an unknown one next; success only when all are complete. */
function deciding(verdicts: readonly Verdict[]): number | undefined {
  const first = (state: Verdict['state']) => verdicts.findIndex((verdict) => verdict.state === state);
  if (first('failed') >= 0) return first('failed');
  if (first('unknown') >= 0) return first('unknown');
  return verdicts.every(({ state }) => state === 'complete') ? 0 : undefined;
}

const newerWriter = (run: Run) => (observation: Observation) => {
  const judged = judgedOf(observation);
  const writer = judged === undefined ? undefined : runOf(judged);
  return writer !== undefined && isNewer(writer, run);
};

function subjectOf(targets: readonly Target[], target: number): Subject {
  return of(targets, target).subject;
}
function appliedOf(targets: readonly Target[], target: number): Applied {
  return of(targets, target).applied;
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
