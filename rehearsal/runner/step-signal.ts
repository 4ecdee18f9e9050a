import type { Clock } from '../cluster/clock.ts';
import type { JobState } from './job-state.ts';

export interface Held {
  readonly signal: AbortSignal;
  release(): void;
}

const MINUTE = 60_000;

/** Aborted when the minutes of a step are over; never when there are none. */
export function deadline(clock: Clock, minutes: number): Held {
  const controller = new AbortController();
  const callOff = minutes > 0 ? clock.after(minutes * MINUTE, () => controller.abort()) : () => {};
  return { signal: controller.signal, release: callOff };
}

/** Stops a step when the job is cancelled and the step's condition does not hold under that: a step with `always()` that is running
 *  already goes on.
 *  @see https://github.com/actions/runner src/Runner.Worker/StepsRunner.cs ("Re-evaluate condition on job cancellation") */
export function stepSignal({ request }: JobState, holds: () => boolean): Held {
  const { cancel, abandon } = request;
  const controller = new AbortController();
  const onCancel = (): void => {
    if (!holds()) controller.abort();
  };
  if (!cancel.aborted) cancel.addEventListener('abort', onCancel, { once: true });
  return {
    signal: AbortSignal.any([controller.signal, abandon]),
    release: () => cancel.removeEventListener('abort', onCancel),
  };
}
