import { NotRehearsed } from '../workflow/problems.ts';
import type { HeldReporter } from './held-reporter.ts';
import type { StepConclusion, StepResult } from './job-request.ts';
import type { JobState } from './job-state.ts';
import type { Slots } from './slots.ts';
import { type DueStep, endStep, mainTask, showResult, workOf } from './step.ts';

/** A step that runs while the job goes on. A job that is cancelled takes it with it, whatever its condition says.
 *  @see https://github.com/actions/runner src/Runner.Worker/BackgroundStepCoordinator.cs (ExecuteBackgroundStepCoreAsync) */
export class BackgroundStep {
  /** Whether it got a place. */
  started = false;
  ended = false;
  /** As far as it counts for the job: a step that never started has none. */
  result: StepResult | undefined;
  /** Resolves when it has ended. @throws {NotRehearsed} */
  readonly done: Promise<void>;
  readonly #due: DueStep;
  readonly #reporter: HeldReporter;
  readonly #stop = new AbortController();

  constructor(due: DueStep, reporter: HeldReporter, slots: Slots) {
    this.#due = due;
    this.#reporter = reporter;
    this.done = this.#run(slots);
    // Whoever waits hears of it; if nobody does, the job is over before that.
    this.done.catch(() => {});
  }

  get name(): string {
    return this.#due.identity.name;
  }

  cancel(): void {
    this.#stop.abort();
  }

  /** The job goes on without it: it counts as cancelled. */
  giveUp(): void {
    if (!this.ended) this.#end('cancelled');
  }

  /** What it has left counts now, and what it has said is told. */
  settle(state: JobState): void {
    this.#reporter.release();
    this.#due.shared.release(state.shared);
    if (this.result !== undefined) showResult(state, this.#due.step.id, this.result);
  }

  async #run(slots: Slots): Promise<void> {
    const { state, identity } = this.#due;
    const { cancel, abandon } = state.request;
    const signal = AbortSignal.any([this.#stop.signal, cancel, abandon]);
    const release = await slots.acquire(signal);
    if (release === undefined) {
      endStep(this.#due, 'cancelled');
      this.ended = true;
      return;
    }
    this.started = true;
    try {
      const outcome = await workOf(this.#due, mainTask(this.#due.step), signal, (minutes) =>
        signal.aborted
          ? { outcome: 'cancelled', sentence: undefined }
          : {
              outcome: 'failure',
              sentence: `The background step '${identity.name}' has timed out after ${minutes} minutes.`,
            },
      );
      if (!this.ended) this.#end(outcome);
    } catch (error) {
      this.ended = true;
      if (error instanceof NotRehearsed) throw error;
      throw new Error(`The step ${identity.name} ended in a way that it must not: ${String(error)}`);
    } finally {
      release();
    }
  }

  #end(outcome: StepConclusion): void {
    this.result = endStep(this.#due, outcome);
    this.ended = true;
  }
}
