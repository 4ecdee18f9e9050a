import type { Schedule } from '../../cron/expression.ts';

/** Since when a CronJob waits for its next time. */
export interface Waiting {
  /** The time that was met last, or when the CronJob was made. */
  readonly since: number;
  /** How late a Job may start, in milliseconds. */
  readonly deadline: number | undefined;
}

/** Times that have come and were not met.
 *  - `never`: the schedule has no times.
 *  - `recent` is the last of them, and `many` says that there may be more than a hundred. */
export type Missed =
  | { readonly kind: 'never' }
  | { readonly kind: 'none' }
  | { readonly kind: 'some'; readonly recent: number | undefined; readonly many: boolean };

const SECOND = 1000;
const MANY = 100;

/** kubernetes/pkg/controller/cronjob/utils.go, mostRecentScheduleTime: how many were missed is guessed from the first two. */
export const missedTimes = (schedule: Schedule, since: number, now: number): Missed => {
  const first = schedule.next(since);
  if (first === undefined) return { kind: 'never' };
  if (now < first) return { kind: 'none' };
  const second = schedule.next(first);
  if (second !== undefined && now < second) return { kind: 'some', recent: first, many: false };
  const between = second === undefined ? 0 : Math.round((second - first) / SECOND) * SECOND;
  if (between < SECOND) return { kind: 'never' };
  const count = Math.floor((now - first) / between) + 1;
  let recent: number | undefined;
  let time = schedule.next(first + (count - 2) * between);
  while (time !== undefined && time <= now) {
    recent = time;
    time = schedule.next(time);
  }
  return { kind: 'some', recent, many: count > MANY };
};

/** The time that a Job is to be started for now. Nothing older than the deadline allows is looked at. */
export const unmetTime = (schedule: Schedule, { since, deadline }: Waiting, now: number): Missed =>
  missedTimes(schedule, deadline === undefined ? since : Math.max(since, now - deadline), now);

/** Clocks differ a little, so nobody looks on the stroke. */
const DELTA = 100;

/** Milliseconds until the next look; `undefined` when none is needed. */
export const untilNext = (schedule: Schedule, since: number, now: number): number | undefined => {
  const missed = missedTimes(schedule, since, now);
  const from = missed.kind === 'none' ? since : missed.kind === 'some' ? (missed.recent ?? now) : now;
  const next = schedule.next(from);
  return next === undefined ? undefined : next + DELTA - now;
};
