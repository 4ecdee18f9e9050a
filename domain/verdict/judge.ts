import { describeProgress, isObserved, progressOf, stableAt } from './completion.ts';
import { timeout } from './deadline.ts';
import type { Finding } from './finding.ts';
import type { Graces } from './graces.ts';
import { deletion, haltOf } from './halt.ts';
import { type Instant, type Observation, titleOf } from './observation.ts';
import { FAILURE_CLASSES, type FailureCode } from './table.ts';
import { toleratedPods } from './tolerance.ts';
import type { Failed, Verdict } from './verdict.ts';
import { type View, viewOf } from './view.ts';

/** What is known about a rollout at this moment. Pure: the same observation and time give the same verdict.
 *  It never says `failed` because something could not be seen; whoever acts on a failure looks once more before. */
export function judge(observation: Observation, now: Instant, graces: Graces): Verdict {
  const view = viewOf(observation, graces);
  if (view === undefined) return unseen(observation, now, graces);
  const deleted = deletion(view);
  if (deleted !== undefined) return { state: 'unknown', sentence: deleted };
  const findings = isObserved(view)
    ? FAILURE_CLASSES.flatMap(({ code, find }) => find(view).map((finding) => ({ code, finding })))
    : [{ code: 'deadline' as const, finding: timeout(view) }];
  const stable = isObserved(view) ? stableAt(view) : undefined;
  if (stable !== undefined && stable <= now) return { state: 'complete', sentence: completeSentence(view) };
  const matching = (code: FailureCode) => findings.filter((found) => found.code === code).map(({ finding }) => finding);
  const times = findings.map(({ code, finding }) => decisiveAt(finding, matching(code), view));
  const decided = findings.find((_, index) => (times[index] ?? Number.POSITIVE_INFINITY) <= now);
  if (decided?.code === 'deadline') return late(failed('deadline', matching('deadline'), now), findings);
  if (decided !== undefined) return failed(decided.code, matching(decided.code), now);
  const halt = isObserved(view) ? haltOf(view) : undefined;
  if (halt !== undefined && halt.at <= now) return { state: 'unknown', sentence: halt.sentence };
  const wakeAt = Math.min(...times, stable ?? Number.POSITIVE_INFINITY, halt?.at ?? Number.POSITIVE_INFINITY);
  return { state: 'progressing', sentence: progressSentence(view, stable), wakeAt };
}

/** When a finding fails the rollout. With no new pod ready, or more pods hit than the strategy lets be missing, as soon as
 *  its grace is over; beside ready pods it gets twice as long, because one node's trouble may pass. */
function decisiveAt(finding: Finding, same: readonly Finding[], view: View): Instant {
  const { since, grace, certain } = finding;
  const ripe = since + grace * 1000;
  const hit = new Set(same.map(({ pod }) => pod?.metadata.uid)).size;
  if (certain || view.readyPods.length === 0 || (finding.pod !== undefined && hit > toleratedPods(view.judged)))
    return ripe;
  return since + Math.max(2 * grace, view.graces.besideReady) * 1000;
}

function failed(code: FailureCode, findings: readonly Finding[], now: Instant): Failed {
  const ripe = findings.filter(({ since, grace }) => since + grace * 1000 <= now);
  const [first] = ripe;
  return {
    state: 'failed',
    class: code,
    sentence: first?.sentence ?? '',
    evidence: [...new Set(ripe.map(({ sentence }) => sentence))],
    remedy: first?.remedy ?? '',
    ...(first?.trouble === undefined ? {} : { trouble: first.trouble }),
    pods: [...new Set(ripe.flatMap(({ pod }) => (pod === undefined ? [] : [pod.metadata.name])))],
  };
}

/** A deadline tells that it is over, not why: where something was seen whose time had not come, that is the best answer. */
function late(verdict: Failed, findings: readonly { readonly code: FailureCode; readonly finding: Finding }[]): Failed {
  const closest = findings.find(({ code }) => code !== 'deadline')?.finding;
  if (closest === undefined) return verdict;
  const sentence = `${verdict.sentence} Seen until then: ${closest.sentence}`;
  const pods = closest.pod === undefined ? [] : [closest.pod.metadata.name];
  return { ...verdict, sentence, evidence: [sentence], remedy: closest.remedy, pods };
}

function unseen({ subject, applied, gone }: Observation, now: Instant, { timeout }: Graces): Verdict {
  const title = titleOf(subject);
  if (gone.size > 0 && [...gone].some((uid) => uid === applied.uid)) {
    return {
      state: 'unknown',
      sentence: `${title} was deleted while it was watched. Find out who did, then roll out again.`,
    };
  }
  const wakeAt = applied.at + timeout * 1000;
  return wakeAt <= now
    ? {
        state: 'unknown',
        sentence: `${title} was not seen within ${timeout} s. Check that the deployer may list and watch it.`,
      }
    : { state: 'progressing', sentence: `Waiting to see ${title}.`, wakeAt };
}

const completeSentence = (view: View): string => {
  const progress = progressOf(view);
  if (progress.by === 'status') return `${view.title} ${progress.words}.`;
  const { desired } = progress;
  const note = progress.note === undefined ? '' : `, ${progress.note}`;
  return view.observation.applied.unchanged
    ? `${view.title} already ran this release: ${desired} of ${desired} pods ready${note}, nothing had to change.`
    : `${view.title} runs the release: ${desired} of ${desired} new pods ready and stable${note}.`;
};

function progressSentence(view: View, stable: Instant | undefined): string {
  if (!isObserved(view)) return `${view.title}: waiting for its controller to see the change.`;
  const { by } = progressOf(view);
  if (stable !== undefined && by === 'pods')
    return `${view.title}: all new pods ready, waiting until they have been for ${view.graces.stableFor} s.`;
  return `${view.title}${by === 'pods' ? ':' : ''} ${describeProgress(view)}.`;
}
