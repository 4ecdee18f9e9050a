import { limitOf } from '../../catalogue/github-limits.ts';
import type { WorkStep } from '../workflow/definition.ts';
import { BackgroundStep } from './background-step.ts';
import { HeldReporter } from './held-reporter.ts';
import type { StepConclusion } from './job-request.ts';
import type { JobState } from './job-state.ts';
import { Slots } from './slots.ts';
import { enterStep } from './step.ts';
import type { StepOutcome } from './step-run.ts';

/** How long a cancelled step may take to end before the job goes on without it.
 *  @see https://github.com/actions/runner src/Runner.Worker/BackgroundStepCoordinator.cs (CancelWithGracePeriodAsync) */
const GRACE_MILLISECONDS = 7500;

/** The background steps of a job: at most so many at once, the others after them in order. Nobody sees what one leaves before it was waited
 *  for or cancelled.
 *  @see https://github.com/actions/runner src/Runner.Worker/BackgroundStepCoordinator.cs
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsbackground */
export class BackgroundSteps {
  readonly #state: JobState;
  readonly #steps = new Map<string, BackgroundStep>();
  /** Waited for, or cancelled. */
  readonly #settled = new Set<string>();
  readonly #forgiven = new Set<string>();
  readonly #slots = new Slots(limitOf('background-steps'));

  constructor(state: JobState) {
    this.#state = state;
  }

  /** Lets a step go whose condition holds, as soon as there is a place for it. */
  start(step: WorkStep, number: number): void {
    const reporter = new HeldReporter(this.#state.request.reporter);
    const shared = this.#state.shared.fork();
    const entered = enterStep(this.#state, step, number, { reporter, shared });
    if ('step' in entered) {
      this.#steps.set(step.id, new BackgroundStep(entered, reporter, this.#slots));
      return;
    }
    // Nobody waits for it: what it leaves is never seen, but a failure counts at once.
    reporter.release();
    if (entered.conclusion === 'failure') this.#state.fail();
  }

  /** Names of steps for the log; an id where nothing of it runs. */
  describe(ids: readonly string[]): string {
    return ids.length === 0 ? '(none)' : ids.map((id) => this.#steps.get(id)?.name ?? id).join(', ');
  }

  /** One line for each step that has run. */
  report(ids: readonly string[]): readonly string[] {
    return ids.flatMap((id) => {
      const step = this.#steps.get(id);
      return step === undefined ? [] : [`  ${step.name}: ${WORDS[step.result?.conclusion ?? 'unknown']}`];
    });
  }

  /** Ids of all that were neither waited for nor cancelled. */
  get open(): readonly string[] {
    return [...this.#steps.keys()].filter((id) => !this.#settled.has(id));
  }

  /** Waits for steps. @returns the worst of their results @throws {QueuedStepCancelled} */
  async wait(ids: readonly string[]): Promise<StepOutcome> {
    const waiting = this.#found(ids).filter(({ ended }) => !ended);
    await Promise.all(waiting.map(({ done }) => done));
    if (waiting.some(({ started }) => !started)) throw new QueuedStepCancelled();
    return this.#settle(ids);
  }

  /** Stops a step and goes on when it has ended, or soon. That it was cancelled fails nobody. @throws {QueuedStepCancelled} */
  async cancel(id: string): Promise<void> {
    const running = this.#found([id]).filter(({ ended }) => !ended);
    let callOff = (): void => {};
    const grace = new Promise<void>((resolve) => {
      callOff = this.#state.request.machine.clock.after(GRACE_MILLISECONDS, resolve);
    });
    for (const step of running) step.cancel();
    for (const step of running) await Promise.race([step.done, grace]);
    callOff();
    if (running.some(({ started }) => !started)) throw new QueuedStepCancelled();
    for (const step of running) step.giveUp();
    this.#settle([id]);
  }

  /** Failures of these steps do not fail the job. */
  forgive(ids: readonly string[]): void {
    for (const id of ids) this.#forgiven.add(id);
  }

  /** Waits for what nobody has waited for, and lets every failure count. */
  async close(): Promise<void> {
    const { open } = this;
    await Promise.all(this.#found(open).map(({ done }) => done));
    this.#settle(open);
    const failed = [...this.#steps].filter(
      ([id, { result }]) => result?.conclusion === 'failure' && !this.#forgiven.has(id),
    );
    if (failed.length > 0) this.#state.fail();
  }

  #found(ids: readonly string[]): readonly BackgroundStep[] {
    return ids.flatMap((id) => this.#steps.get(id) ?? []);
  }

  /** What the steps have left counts now. */
  #settle(ids: readonly string[]): StepOutcome {
    const results: StepConclusion[] = [];
    for (const id of ids) {
      const step = this.#steps.get(id);
      const isNew = !this.#settled.has(id);
      this.#settled.add(id);
      if (step === undefined) continue;
      if (isNew) step.settle(this.#state);
      if (step.result !== undefined) results.push(step.result.conclusion);
    }
    return worstOf(results);
  }
}

/** A step was cancelled before there was a place for it, in .NET's words. */
export class QueuedStepCancelled extends Error {
  override readonly name = 'QueuedStepCancelled';

  constructor() {
    super('A task was canceled.');
  }
}

/** One cancelled step makes all of them cancelled, even beside one that failed. */
const worstOf = (results: readonly StepConclusion[]): StepOutcome =>
  (['cancelled', 'failure'] as const).find((bad) => results.includes(bad)) ?? 'success';

const WORDS: Readonly<Record<StepConclusion | 'unknown', string>> = {
  success: 'Succeeded',
  failure: 'Failed',
  cancelled: 'Canceled',
  skipped: 'Skipped',
  unknown: 'Unknown',
};
