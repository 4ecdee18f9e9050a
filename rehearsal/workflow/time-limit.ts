import { limitOf } from '../../catalogue/github-limits.ts';
import type { Clock } from '../cluster/clock.ts';

/** When a job has to stop, and when it has to stop at once. */
export interface TimeLimit {
  readonly cancel: AbortSignal;
  readonly abandon: AbortSignal;
  release(): void;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** After a cancellation a runner has this long at least, and ends the job so much before its time is up.
 *  @see https://github.com/actions/runner src/Runner.Listener/JobDispatcher.cs (WorkerDispatcher.Cancel) */
const LEAST = MINUTE;
const BEFORE = 15 * SECOND;

/** Cancels a job when it is cancelled from outside or has used up its minutes. Both give the result `cancelled`; dependents of a
 *  late job see neither `failure()` nor `cancelled()`. */
export function timeLimit(of: {
  readonly clock: Clock;
  /** `timeout-minutes`; none, and more than GitHub's own limit, means that limit. */
  readonly minutes: number;
  /** `cancel-timeout-minutes`: how long steps with `always()` and post steps may take after a cancellation. */
  readonly cancelMinutes: number;
  readonly signal: AbortSignal;
  readonly abandon: AbortSignal;
  readonly onLate: (sentence: string) => void;
}): TimeLimit {
  const { clock, signal, abandon, onLate } = of;
  const most = limitOf('job-time');
  const minutes = of.minutes > 0 ? Math.min(of.minutes, most) : most;
  const patience = Math.max(of.cancelMinutes * MINUTE, LEAST) - BEFORE;
  const late = new AbortController();
  const forced = new AbortController();
  const cancel = AbortSignal.any([signal, late.signal, abandon]);
  const callOffs = [
    clock.after(minutes * MINUTE, () => {
      if (cancel.aborted) return;
      onLate(
        `The job running on runner GitHub Actions 1 has exceeded the maximum execution time of ${minutes} minutes.`,
      );
      late.abort();
    }),
  ];
  const force = (): void => {
    callOffs.push(clock.after(patience, () => forced.abort()));
  };
  if (cancel.aborted) force();
  else cancel.addEventListener('abort', force, { once: true });
  return {
    cancel,
    abandon: AbortSignal.any([abandon, forced.signal]),
    release() {
      cancel.removeEventListener('abort', force);
      for (const callOff of callOffs) callOff();
    },
  };
}
