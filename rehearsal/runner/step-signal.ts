import type { JobState } from './job-state.ts';

/** Why and when a step has to stop. */
export interface StepSignal {
  readonly signal: AbortSignal;
  /** Whether its own time was up, which makes it a failure; anything else is a cancellation. */
  timedOut(): boolean;
  release(): void;
}

const MINUTE = 60_000;

/** Stops a step when its minutes are over, or when the job is cancelled and the step's condition does not hold under that: a step
 *  with `always()` that is running already goes on.
 *  @see https://github.com/actions/runner src/Runner.Worker/StepsRunner.cs ("Re-evaluate condition on job cancellation") */
export function stepSignal(state: JobState, minutes: number, holds: () => boolean): StepSignal {
  const { cancel, abandon, machine } = state.request;
  const controller = new AbortController();
  let late = false;
  const onCancel = (): void => {
    state.status = 'cancelled';
    if (!holds()) controller.abort();
  };
  const callOff =
    minutes > 0
      ? machine.clock.after(minutes * MINUTE, () => {
          late = !controller.signal.aborted;
          controller.abort();
        })
      : () => {};
  if (!cancel.aborted) cancel.addEventListener('abort', onCancel, { once: true });
  return {
    signal: AbortSignal.any([controller.signal, abandon]),
    timedOut: () => late,
    release() {
      callOff();
      cancel.removeEventListener('abort', onCancel);
    },
  };
}
