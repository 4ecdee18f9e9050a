import type { Scope } from '../workflow/expression.ts';
import type { Value } from '../workflow/value.ts';
import type { JobState } from './job-state.ts';
import type { StepFiles } from './step-files.ts';
import type { StepLog } from './step-log.ts';

/** One step while it runs. */
export interface StepRun {
  readonly state: JobState;
  readonly scope: Scope;
  readonly github: Readonly<Record<string, Value>>;
  /** Variables of job and step. */
  readonly env: ReadonlyMap<string, string>;
  readonly files: StepFiles;
  readonly log: StepLog;
  /** Aborted when the job is cancelled and the step's condition does not hold then, or when the step's time is up. */
  readonly signal: AbortSignal;
}
