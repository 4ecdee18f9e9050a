import type { Clock } from '../cluster/clock.ts';

/** When a job has to stop, and when it has to stop at once. */
export interface TimeLimit {
  readonly cancel: AbortSignal;
  readonly abandon: AbortSignal;
  release(): void;
}

const MINUTE = 60_000;
/** @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idtimeout-minutes */
const DEFAULT_MINUTES = 360;
/** How long steps with `always()` and post steps may take after a cancellation before GitHub ends the job by force.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-cancellation */
const CANCELLATION_MINUTES = 5;

/** Cancels a job when it is cancelled from outside or has used up its minutes. Both give the result `cancelled`; dependents of a
 *  late job see neither `failure()` nor `cancelled()`. */
export function timeLimit(of: {
  readonly clock: Clock;
  /** `timeout-minutes`; cut to whole minutes, and none of them means GitHub's own limit. */
  readonly minutes: number;
  readonly signal: AbortSignal;
  readonly abandon: AbortSignal;
  readonly onLate: (sentence: string) => void;
}): TimeLimit {
  const { clock, signal, abandon, onLate } = of;
  const minutes = Math.trunc(of.minutes) > 0 ? Math.trunc(of.minutes) : DEFAULT_MINUTES;
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
    callOffs.push(clock.after(CANCELLATION_MINUTES * MINUTE, () => forced.abort()));
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
