import type { WorkStep } from '../workflow/definition.ts';
import type { Scope } from '../workflow/expression.ts';
import type { Value } from '../workflow/value.ts';
import { frameScope } from './frame.ts';
import type { JobReporter, StepConclusion, StepIdentity, StepResult } from './job-request.ts';
import type { JobState } from './job-state.ts';
import { perform, type Stopped, stoppedStep } from './perform.ts';
import { conditionHolds, problemSentence } from './problem-sentence.ts';
import { runScript } from './script-step.ts';
import type { SharedEnvironment } from './shared-environment.ts';
import { outerEnvironment, type StepEnvironment, stepEnvironment, stepGithub } from './step-environment.ts';
import { StepLog } from './step-log.ts';
import { dueName, firstName } from './step-name.ts';
import type { StepOutcome, StepRun, StepTask } from './step-run.ts';
import { isForgiven, timeLimitOf } from './step-settings.ts';
import { deadline, stepSignal } from './step-signal.ts';
import { standInForStep } from './step-stand-in.ts';
import { useAction } from './use-action.ts';

/** A step of the job that is due. */
export interface DueStep {
  readonly state: JobState;
  readonly step: WorkStep;
  readonly identity: StepIdentity;
  readonly reporter: JobReporter;
  readonly shared: SharedEnvironment;
  readonly log: StepLog;
  readonly scope: Scope;
  readonly github: Readonly<Record<string, Value>>;
  readonly environment: StepEnvironment;
}

/** Looks at a step: variables, name, condition.
 *  @returns the step when it is to run, else its result
 *  @see https://github.com/actions/runner src/Runner.Worker/StepsRunner.cs (RunAsync) */
export function enterStep(
  state: JobState,
  step: WorkStep,
  number: number,
  { reporter, shared }: Pick<DueStep, 'reporter' | 'shared'>,
): DueStep | StepResult {
  const github = stepGithub(state.request.github, { action: step.id });
  let environment = outerEnvironment(state.frame, shared);
  let problem: unknown;
  try {
    environment = stepEnvironment(state, state.frame, shared, step, github);
  } catch (error) {
    problem = error;
  }
  const scope = frameScope(state, state.frame, github, environment.env);
  const before = state.names.get(step) ?? firstName(step, state, state.frame.self);
  // Where not even its variables can be evaluated, the name is not looked at.
  const { name, problem: unnamed } =
    problem === undefined ? dueName(step, before, scope, state, state.frame.self) : { ...before, problem: undefined };
  const identity: StepIdentity = { number, id: step.id, name, place: step.place };
  const log = new StepLog(state, reporter, identity, { saved: state.memory.of(step).saved });
  const due: DueStep = { state, step, identity, reporter, shared, log, scope, github, environment };
  reporter.stepStarted(identity);
  if (unnamed !== undefined) log.issue('warning', unnamed);
  try {
    if (problem !== undefined) throw problem;
    return conditionHolds(step.condition, scope, step.place) ? due : endStep(due, 'skipped');
  } catch (error) {
    log.issue('error', problemSentence(error));
    return endStep(due, 'failure');
  }
}

/** Lets a step that is due do its work, until it stops or is stopped. @param stopped what the latter means, with the step's time limit */
export async function workOf(
  due: DueStep,
  task: StepTask,
  signal: AbortSignal,
  stopped: (minutes: number) => Stopped,
): Promise<StepOutcome> {
  const { state, step, log, scope, shared, github, environment, identity } = due;
  const minutes = timeLimitOf(step, scope, log);
  const time = deadline(state.request.machine.clock, minutes);
  const run: Omit<StepRun, 'files' | 'output'> = {
    ...{ state, frame: state.frame, shared, scope, github, log },
    ...environment,
    name: identity.name,
    memory: state.memory.of(step),
    signal: AbortSignal.any([signal, time.signal]),
    deadline: time.signal,
  };
  try {
    return await perform(run, task, () => stopped(minutes));
  } finally {
    time.release();
  }
}

/** What the main part of a step is. */
export const mainTask =
  (step: WorkStep): StepTask =>
  (run) => {
    const { stepStandIn } = run.state.request;
    if (stepStandIn !== undefined) return standInForStep(step, run, stepStandIn);
    return step.kind === 'run' ? runScript(step, run) : useAction(step, run);
  };

/** Tells how a step ended; `continue-on-error` forgives a failure. @returns its result, which does not count for anybody yet */
export function endStep({ step, scope, log, reporter, identity }: DueStep, outcome: StepConclusion): StepResult {
  const conclusion = outcome === 'failure' && isForgiven(step, scope, log) ? 'success' : outcome;
  const result: StepResult = { outcome, conclusion, outputs: Object.fromEntries(log.outputs) };
  reporter.stepEnded(identity, result);
  return result;
}

/** Expressions see the result of a step by its id from now on, unless GitHub gave it that.
 *  @see https://github.com/actions/runner src/Runner.Worker/ExecutionContext.cs (UpdateGlobalStepsContext) */
export function showResult({ steps }: JobState, id: string, result: StepResult): void {
  if (id !== '' && !id.startsWith('__')) steps.set(id, result);
}

/** The result of a step counts for expressions and for the job. */
export function recordResult(state: JobState, id: string, result: StepResult): void {
  showResult(state, id, result);
  if (result.conclusion === 'failure') state.fail();
}

/** What is said of a step whose time was up. */
export const lateStep = ({ name }: StepIdentity, minutes: number): string =>
  `The action '${name}' has timed out after ${minutes} minutes.`;

/** Runs one step of a job, from its condition to its result. */
export async function runStep(state: JobState, step: WorkStep, number: number): Promise<void> {
  const { reporter } = state.request;
  const entered = enterStep(state, step, number, { reporter, shared: state.shared });
  if (!('step' in entered)) return recordResult(state, step.id, entered);
  const held = stepSignal(state, () => conditionHolds(step.condition, entered.scope, step.place));
  try {
    const outcome = await workOf(entered, mainTask(step), held.signal, (minutes) =>
      stoppedStep(state, lateStep(entered.identity, minutes), held.signal),
    );
    recordResult(state, step.id, endStep(entered, outcome));
  } finally {
    held.release();
  }
}
