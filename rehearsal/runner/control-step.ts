import type { CancelStep, WaitStep } from '../workflow/definition.ts';
import { type BackgroundSteps, QueuedStepCancelled } from './background-steps.ts';
import { frameScope } from './frame.ts';
import type { StepIdentity } from './job-request.ts';
import type { JobState } from './job-state.ts';
import { problemSentence } from './problem-sentence.ts';
import { recordResult } from './step.ts';
import { stepGithub } from './step-environment.ts';
import { StepLog } from './step-log.ts';
import { controlName } from './step-name.ts';
import type { StepOutcome } from './step-run.ts';
import { isForgiven } from './step-settings.ts';

/** Runs a step that waits for background steps or cancels one. It always runs, whatever became of the steps before it.
 *  @see https://github.com/actions/runner src/Runner.Worker/BackgroundStepCoordinator.cs (RunControlFlowAsync) */
export async function runControl(
  state: JobState,
  background: BackgroundSteps,
  step: WaitStep | CancelStep,
  number: number,
): Promise<void> {
  const { reporter } = state.request;
  const identity: StepIdentity = { number, id: step.id, name: state.masks.hide(controlName(step)), place: step.place };
  const log = new StepLog(state, reporter, identity);
  reporter.stepStarted(identity);
  const ids = step.kind === 'cancel' ? [step.target] : step.targets === 'all' ? background.open : step.targets;
  const outcome = await (step.kind === 'cancel'
    ? cancel(background, ids, log)
    : wait(background, step, ids, log)
  ).catch((error: unknown): StepOutcome => {
    log.issue('error', problemSentence(error));
    return error instanceof QueuedStepCancelled ? 'cancelled' : 'failure';
  });
  const github = stepGithub(state.request.github, { action: step.id });
  const scope = frameScope(state, state.frame, github, state.shared.variables);
  const forgiven = outcome === 'failure' && isForgiven(step, scope, log);
  if (forgiven) {
    background.forgive(ids);
    log.issue('warning', UNCERTAIN);
  }
  const result = { outcome, conclusion: forgiven ? 'success' : outcome, outputs: {} } as const;
  recordResult(state, step.id, result);
  reporter.stepEnded(identity, result);
}

/** The documentation of `wait-all` says that it does not fail then; the runner's source, at 2.336.0, does not look at it
 *  (JobExtensionRunner.cs). */
const UNCERTAIN =
  'Rehearsal: "continue-on-error" of this step has forgiven a failure, as the documentation of GitHub says; set it on the background step, where it is sure to work.';

async function wait(
  background: BackgroundSteps,
  { targets }: WaitStep,
  ids: readonly string[],
  log: StepLog,
): Promise<StepOutcome> {
  const all = targets === 'all' ? 'all ' : '';
  log.print(
    targets === 'all' && ids.length === 0
      ? 'No background steps remaining to wait for.'
      : `Waiting for ${all}background step(s) to complete: ${background.describe(ids)}`,
  );
  const outcome = await background.wait(ids);
  log.print(`Finished waiting for ${all}background step(s).`);
  for (const line of background.report(ids)) log.print(line);
  return outcome;
}

async function cancel(background: BackgroundSteps, ids: readonly string[], log: StepLog): Promise<StepOutcome> {
  log.print(`Cancelling background step(s): ${background.describe(ids)}`);
  for (const id of ids) await background.cancel(id);
  log.print('Finished cancelling background step(s).');
  for (const line of background.report(ids)) log.print(line);
  return 'success';
}
