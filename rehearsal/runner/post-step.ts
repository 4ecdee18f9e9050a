import type { Value } from '../workflow/value.ts';
import type { StepIdentity } from './job-request.ts';
import type { StepLog } from './step-log.ts';

/** Something an action wants to do after the last step of the job. */
export interface PostStep {
  readonly id: string;
  readonly name: string;
  readonly place: StepIdentity['place'];
  /** `post-if`; `always()` where the action says nothing.
   *  @see https://github.com/actions/runner src/Runner.Worker/ActionManifestManager.cs */
  readonly condition: string;
  /** The step's own variables and `github` context, as they were for its main part. */
  readonly env: ReadonlyMap<string, string>;
  readonly github: Readonly<Record<string, Value>>;
  run(log: StepLog, signal: AbortSignal, files: Readonly<Record<string, string>>): Promise<boolean>;
}
