import type { WorkStep } from '../workflow/definition.ts';
import type { ActionMemory } from './action-memory.ts';
import type { CompositeRun } from './composite-action.ts';
import { type Frame, frameScope } from './frame.ts';
import type { StepConclusion } from './job-request.ts';
import { perform, stoppedStep } from './perform.ts';
import { conditionHolds, problemSentence } from './problem-sentence.ts';
import { outerEnvironment, stepEnvironment, stepGithub } from './step-environment.ts';
import type { StepOutcome, StepTask } from './step-run.ts';
import { isForgiven } from './step-settings.ts';
import { stepSignal } from './step-signal.ts';

/** A step inside of a composite action. */
export interface EmbeddedStep {
  readonly step: WorkStep;
  readonly condition: string;
  readonly memory: ActionMemory;
  readonly task: StepTask;
  readonly stage: 'pre' | 'main' | 'post';
}

/** Runs one step of a composite action, or what an action of it does before or after the job. It has no place of its own among the steps
 *  of the job: what it says stands in the log of the step that uses the composite action.
 *  @returns whether the next one is to be looked at: a condition that cannot be evaluated ends the action
 *  @see https://github.com/actions/runner src/Runner.Worker/Handlers/CompositeActionHandler.cs (RunStepsAsync) */
export async function runEmbedded(inside: CompositeRun, embedded: EmbeddedStep): Promise<boolean> {
  const { outer } = inside;
  const { state, shared } = outer;
  const { step, memory, stage } = embedded;
  const log = outer.log.inner(memory.saved);
  const status = { now: inside.outcome as StepOutcome };
  // Before and after the job, it is the job that steps ask how things went.
  const frame: Frame = {
    ...inside.frame,
    github: { ...inside.frame.github, action_status: status.now },
    status: () => (stage === 'main' ? status.now : state.status),
  };
  const github = stepGithub(frame.github, {});
  let broken = false;
  let environment = outerEnvironment(frame, shared);
  try {
    environment = stepEnvironment(state, frame, shared, step, github);
  } catch (error) {
    log.issue('error', problemSentence(error));
    broken = true; // The runner goes on with it all the same.
  }
  const scope = frameScope(state, frame, github, environment.env);
  const end = (outcome: StepConclusion, conclusion: StepConclusion = outcome): void => {
    const outputs = Object.fromEntries(log.outputs);
    if (step.id !== '' && stage === 'main') frame.steps.set(step.id, { outcome, conclusion, outputs });
    if (conclusion === 'failure' || conclusion === 'cancelled') inside.outcome = worse(inside.outcome, conclusion);
  };
  const holds = (): boolean => conditionHolds(embedded.condition, scope, step.place);
  try {
    if (!holds()) {
      end('skipped');
      return true;
    }
  } catch (error) {
    log.issue('error', problemSentence(error));
    end('failure');
    return false;
  }
  const held = stepSignal(state, () => {
    status.now = 'cancelled';
    return holds();
  });
  try {
    const signal = AbortSignal.any([held.signal, outer.deadline]);
    const work = { ...outer, ...environment, frame, scope, github, log, memory, signal };
    const stopped = () => stoppedStep(state, 'The action has timed out.', held.signal);
    const ended = await perform(work, embedded.task, stopped);
    const outcome = broken && ended === 'success' ? 'failure' : ended;
    end(outcome, outcome === 'failure' && isForgiven(step, scope, log) ? 'success' : outcome);
    return true;
  } finally {
    held.release();
  }
}

/** Once cancelled, always cancelled. */
const worse = (one: StepOutcome, other: StepOutcome): StepOutcome => (one === 'cancelled' ? one : other);
