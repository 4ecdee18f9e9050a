import { frameScope } from './frame.ts';
import type { JobState } from './job-state.ts';
import { stoppedStep } from './perform.ts';
import type { PostStep } from './post-step.ts';
import { conditionHolds, problemSentence } from './problem-sentence.ts';
import { type DueStep, endStep, lateStep, workOf } from './step.ts';
import { outerEnvironment, stepEnvironment, stepGithub } from './step-environment.ts';
import { StepLog } from './step-log.ts';
import { stepSignal } from './step-signal.ts';

/** Runs what an action does before the first step of the job, or after the last one: a step of its own, with the variables and inputs of
 *  the step that uses the action, as they are now, and with its time limit.
 *  @see https://github.com/actions/runner src/Runner.Worker/StepsRunner.cs */
export async function runAside(state: JobState, aside: PostStep, number: number): Promise<void> {
  const { step, name, memory, condition, task } = aside;
  const { reporter } = state.request;
  const identity = { number, id: step.id, name, place: step.place };
  const log = new StepLog(state, reporter, identity, { saved: memory.saved });
  reporter.stepStarted(identity);
  const github = stepGithub(state.request.github, { action: step.id });
  const due = (environment: DueStep['environment']): DueStep => ({
    ...{ state, step, identity, reporter, shared: state.shared, log, github, environment },
    scope: frameScope(state, state.frame, github, environment.env),
  });
  let entered = due(outerEnvironment(state.frame, state.shared));
  const holds = (): boolean => conditionHolds(condition, entered.scope, step.place);
  let conclusion: ReturnType<typeof endStep>['conclusion'];
  try {
    entered = due(stepEnvironment(state, state.frame, state.shared, step, github));
    if (!holds()) return void endStep(entered, 'skipped');
    const held = stepSignal(state, holds);
    const outcome = await workOf(entered, task, held.signal, (minutes) =>
      stoppedStep(state, lateStep(identity, minutes), held.signal),
    );
    held.release();
    ({ conclusion } = endStep(entered, outcome));
  } catch (error) {
    log.issue('error', problemSentence(error));
    ({ conclusion } = endStep(entered, 'failure'));
  }
  if (conclusion === 'failure') state.fail();
}
