import { progressOf } from '../../../domain/verdict/completion.ts';
import { GRACES } from '../../../domain/verdict/graces.ts';
import type { Observation } from '../../../domain/verdict/observation.ts';
import { viewOf } from '../../../domain/verdict/view.ts';
import type { Clock } from '../clock.ts';
import type { Moment, TimelinePhase } from '../ports/moment.ts';
import { remembered } from '../watch/remembered.ts';

/** Tells whoever draws a rollout what is seen while one part of it is watched. */
export const tell =
  ({ seen, clock }: { readonly seen?: (moment: Moment) => void; readonly clock: Clock }, phase: TimelinePhase) =>
  (observations: readonly Observation[]): void =>
    seen?.({ phase, at: clock.now(), observations });

/** Pods of one workload, counted. `updated` and `ready` are new pods only; `available` also counts old ones, because they
 *  are what people are served by. */
export interface PodCounts {
  readonly desired: number;
  readonly updated: number;
  readonly ready: number;
  readonly available: number;
}

export interface Sample extends PodCounts {
  readonly at: number;
}

/** How the pods of each workload changed over time. It grows by what changes, not by what is seen, and holds at most
 *  {@link LONGEST} samples a workload: of a longer story the beginning is thinned out, never the end. */
export interface Timeline {
  readonly samples: ReadonlyMap<string, readonly Sample[]>;
  /** When each part of the work was first and last looked at. The end of the rollout's is the verdict. */
  readonly phases: ReadonlyMap<TimelinePhase, { readonly from: number; readonly until: number }>;
}

export const EMPTY_TIMELINE: Timeline = { samples: new Map(), phases: new Map() };
export const LONGEST = 400;

/** Takes one more moment into account. Pure. A workload that has not been seen yet, or is gone, adds nothing. */
export function extended(timeline: Timeline, { phase, at, observations }: Moment): Timeline {
  const samples = new Map(timeline.samples);
  for (const observation of observations) {
    const counts = podCounts(observation);
    if (counts === undefined) continue;
    const { kind, name } = observation.subject;
    const title = `${kind} ${name}`;
    const known = samples.get(title) ?? [];
    const last = known.at(-1);
    if (last === undefined || !sameCounts(last, counts)) samples.set(title, thinned([...known, { at, ...counts }]));
  }
  const from = timeline.phases.get(phase)?.from ?? at;
  return { samples, phases: new Map(timeline.phases).set(phase, { from, until: at }) };
}

/** Something that a reader looks for on the way. */
export interface TimelineMark {
  readonly at: number;
  readonly what: 'verdict' | 'rollback' | 'restored';
}

export function marksOf({ phases }: Timeline): readonly TimelineMark[] {
  const [rollout, rollback] = [phases.get('rollout'), phases.get('rollback')];
  return [
    ...(rollout === undefined ? [] : [{ at: rollout.until, what: 'verdict' as const }]),
    ...(rollback === undefined
      ? []
      : [
          { at: rollback.from, what: 'rollback' as const },
          { at: rollback.until, what: 'restored' as const },
        ]),
  ];
}

/** Of an observation, which never changes: one that is seen again is not counted anew.
 *  @returns `undefined` while the workload has not been seen, and for what has no pods to count. */
export const podCounts = remembered((observation: Observation): PodCounts | undefined => {
  // Only pods are counted here, which no grace has a part in.
  const view = viewOf(observation, GRACES);
  if (view === undefined) return undefined;
  const progress = progressOf(view);
  if (progress.by !== 'pods') return undefined;
  const { desired, updated, available } = progress;
  return { desired, updated, ready: view.readyPods.length, available };
});

const sameCounts = (a: PodCounts, b: PodCounts): boolean =>
  a.desired === b.desired && a.updated === b.updated && a.ready === b.ready && a.available === b.available;

const thinned = (samples: readonly Sample[]): readonly Sample[] =>
  samples.length <= LONGEST ? samples : samples.filter((_, index) => index % 2 === 0 || index > samples.length / 2);
