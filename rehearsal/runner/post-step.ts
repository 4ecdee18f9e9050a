import type { ActionStep } from '../workflow/definition.ts';
import type { ActionMemory } from './action-memory.ts';
import type { StepTask } from './step-run.ts';

/** Something an action wants to do after the last step of the job, or, with `pre`, before the first one. Variables and inputs of its step
 *  are evaluated again then.
 *  @see https://github.com/actions/runner src/Runner.Worker/ActionRunner.cs (RunAsync) */
export interface PostStep {
  readonly step: ActionStep;
  readonly name: string;
  /** `post-if` or `pre-if` as it is written: nothing is added to it. */
  readonly condition: string;
  readonly memory: ActionMemory;
  readonly task: StepTask;
}
