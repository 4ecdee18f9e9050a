import type { Scope } from '../workflow/expression.ts';
import type { Value } from '../workflow/value.ts';
import type { ActionMemory } from './action-memory.ts';
import type { Frame } from './frame.ts';
import type { StepConclusion } from './job-request.ts';
import type { JobState } from './job-state.ts';
import type { SharedEnvironment } from './shared-environment.ts';
import type { StepEnvironment } from './step-environment.ts';
import type { StepFiles } from './step-files.ts';
import type { StepLog } from './step-log.ts';
import type { StepOutput } from './step-output.ts';

/** One step while it runs. */
export interface StepRun extends StepEnvironment {
  readonly state: JobState;
  readonly frame: Frame;
  readonly shared: SharedEnvironment;
  readonly scope: Scope;
  readonly github: Readonly<Record<string, Value>>;
  /** What the log calls it. */
  readonly name: string;
  readonly files: StepFiles;
  readonly log: StepLog;
  /** Takes what processes print. */
  readonly output: StepOutput;
  readonly memory: ActionMemory;
  /** Aborted when the step has to stop: its time is up, or the job is cancelled and its condition does not hold then. */
  readonly signal: AbortSignal;
  /** Aborted when the time of the step of the job is up. */
  readonly deadline: AbortSignal;
}

/** How the work of a step ended. */
export type StepOutcome = Exclude<StepConclusion, 'skipped'>;

/** What a step does. @throws {StepStopped} when it had to stop; an Error whose sentence becomes the step's failure */
export type StepTask = (run: StepRun) => Promise<StepOutcome>;

/** A step that was told to stop and did, in .NET's words. */
export class StepStopped extends Error {
  override readonly name = 'StepStopped';

  constructor() {
    super('The operation was canceled.');
  }
}
