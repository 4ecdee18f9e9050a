import { cleanSentence } from '../../domain/untrusted-text.ts';
import type { Graces } from '../../domain/verdict/graces.ts';
import { kindOf, type Subject, titleOf } from '../../domain/verdict/observation.ts';
import { type Cluster, Refusal, Unreachable } from './cluster.ts';
import { matchLabelsOf } from './object-parts.ts';
import { explained } from './perform/explain.ts';
import { type collectEvidence, NOTHING_WRITTEN } from './report/evidence.ts';
import { cleanLog } from './report/progress-log.ts';
import { report } from './report/report.ts';
import { EMPTY_TIMELINE, extended, type Timeline } from './report/timeline.ts';
import type { RolloutPorts, RolloutResult } from './request.ts';
import { isRolledOut } from './rolled-out.ts';
import { typeOf } from './watch/facts.ts';
import { type Sighting, type Target, watchRollout } from './watch/watch-rollout.ts';

export type Looked = Pick<RolloutResult, 'outcome' | 'class' | 'sentence' | 'remedy' | 'report'>;
export type LookPorts = Pick<RolloutPorts, 'cluster' | 'clock' | 'log' | 'signal' | 'seen'>;

/** Nobody is newer than one who writes nothing: whatever is written meanwhile is watched, too. */
const ONLOOKER = { id: Number.MAX_SAFE_INTEGER, attempt: 1, createdAt: '9999-12-31T00:00:00.000Z' };

/** Watches an object that somebody else rolls out and judges it by the same rules. Writes nothing, and undoes nothing. */
export async function look(subject: Subject, graces: Graces, given: LookPorts): Promise<Looked> {
  let timeline: Timeline = EMPTY_TIMELINE;
  const ports: LookPorts = { ...given, log: cleanLog(given.log) };
  const seen = (observations: Sighting['all']): void => {
    const moment = { phase: 'rollout', at: ports.clock.now(), observations } as const;
    timeline = extended(timeline, moment);
    ports.seen?.(moment);
  };
  const end = await ended(subject, graces, ports, seen);
  const sentence = cleanSentence(end.sentence);
  return {
    outcome: end.outcome,
    class: end.class,
    sentence,
    remedy: end.remedy,
    report: report({
      outcome: end.outcome,
      class: end.class,
      sentence,
      remedy: end.remedy,
      evidence: end.evidence,
      timeline,
      facts: [[kindOf(subject), `${subject.name} in namespace ${subject.namespace}`]],
    }),
  };
}

type End = Pick<Looked, 'outcome' | 'sentence'> &
  Partial<Pick<Looked, 'class' | 'remedy'>> & {
    readonly evidence?: Awaited<ReturnType<typeof collectEvidence>>;
  };

async function ended(
  subject: Subject,
  graces: Graces,
  { cluster, clock, log, signal }: LookPorts,
  seen: (observations: Sighting['all']) => void,
): Promise<End> {
  try {
    const target = await targetOf(subject, cluster, clock.now());
    if (target === undefined)
      return {
        outcome: 'refused',
        sentence: `There is no ${titleOf(subject)}. Correct the name, or give another namespace.`,
      };
    const watching = { targets: [target], run: ONLOOKER, graces, cluster, clock, log, signal, seen };
    const { end, observation } = await watchRollout(watching);
    switch (end.state) {
      case 'failed':
        return {
          outcome: end.class === 'deadline' ? 'timeout' : 'failed',
          ...(await explained(end, { observation }, { graces }, { cluster, clock, log })),
        };
      case 'cancelled':
        return { outcome: 'cancelled', sentence: 'Stopped looking; nothing was changed, and the rollout goes on.' };
      default:
        return { outcome: end.state, sentence: end.sentence };
    }
  } catch (error) {
    if (error instanceof Unreachable) return { outcome: 'unknown', sentence: error.message };
    if (error instanceof Refusal) return { outcome: 'refused', sentence: `The API server refuses: ${error.message}` };
    throw error;
  }
}

async function targetOf(subject: Subject, cluster: Cluster, at: number): Promise<Target | undefined> {
  const { name, namespace } = subject;
  const object = await cluster.get({ ...typeOf(subject), namespace, name });
  if (object === undefined) return undefined;
  const { uid = '', generation = 0 } = object.metadata;
  const applied = { uid, generation, serverTime: NOTHING_WRITTEN, at };
  // What was rolled out before we came has proven itself, and nobody waits for it again. An object of another controller may be too
  // new for its status to say anything, so it is watched for the stable time.
  const unchanged = subject.kind !== 'Custom' && isRolledOut(object, subject);
  return { subject, labels: labelsOf(object), applied: { ...applied, unchanged } };
}

/** What the pods of an object carry. */
export const labelsOf = matchLabelsOf;
