import type { Pod } from '../resource.ts';
import { finishedAt } from './job-pods.ts';

const FIRST = 10_000;
const LONGEST = 600_000;

/** Failures since the last success, and when the last of them was. */
export interface FailureStreak {
  readonly failures: number;
  readonly last: number | undefined;
}

export const NO_FAILURES: FailureStreak = { failures: 0, last: undefined };

/** The streak after more pods have ended: only those count that failed after the last success.
 *  kubernetes/pkg/controller/job/backoff_utils.go, newBackoffRecord */
export const streakAfter = (
  before: FailureStreak,
  succeeded: readonly Pod[],
  failed: readonly Pod[],
): FailureStreak => {
  if (succeeded.length === 0 && failed.length === 0) return before;
  const success = succeeded.length === 0 ? undefined : Math.max(...succeeded.map(finishedAt));
  const times = failed.map(finishedAt).filter((time) => success === undefined || time > success);
  const start = success === undefined ? before.failures : 0;
  return times.length === 0 ? NO_FAILURES : { failures: start + times.length, last: Math.max(...times) };
};

/** Milliseconds until the next pod may be made: 10 s after the first failure, doubled with each further one up to 10 min.
 *  https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-backoff-failure-policy */
export const untilNextTry = ({ failures, last }: FailureStreak, now: number): number =>
  failures === 0 || last === undefined ? 0 : Math.max(0, last + Math.min(FIRST * 2 ** (failures - 1), LONGEST) - now);
