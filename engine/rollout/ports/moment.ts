import type { Observation } from '../../../domain/verdict/observation.ts';

/** What part of the work a moment belongs to: the way to the new state, or the way back to the last good one. */
export type TimelinePhase = 'rollout' | 'rollback';

/** Everything that was known at one time of a watched rollout. */
export interface Moment {
  readonly phase: TimelinePhase;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly observations: readonly Observation[];
}
