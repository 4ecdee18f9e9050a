import type { CompositeAction } from '../workflow/action-definition.ts';
import type { ActionStep } from '../workflow/definition.ts';
import { evaluateText } from '../workflow/expression.ts';
import { parseUses } from '../workflow/uses-reference.ts';
import { actionInputs } from './action-inputs.ts';
import type { FoundAction } from './action-source.ts';
import { runEmbedded } from './embedded-step.ts';
import { type Frame, frameScope } from './frame.ts';
import { runScript } from './script-step.ts';
import { printDetails } from './step-details.ts';
import type { StepOutcome, StepRun } from './step-run.ts';
import { useAction } from './use-action.ts';

/** Runs the steps of a composite action, in a frame of their own, and gives its outputs to the step that uses it.
 *  @see https://github.com/actions/runner src/Runner.Worker/Handlers/CompositeActionHandler.cs */
export async function runComposite(
  step: ActionStep,
  found: FoundAction,
  action: CompositeAction,
  run: StepRun,
): Promise<StepOutcome> {
  const { state, log, memory, env } = run;
  const inputs = actionInputs(step, action.inputs, run.scope, log);
  printDetails(log, `Run ${found.title}`, { inputs, env });
  const inside = compositeRun(found, inputs, run);
  memory.frame = inside.frame;
  for (const [index, inner] of action.steps.entries()) {
    const task =
      inner.kind === 'run' ? (one: StepRun) => runScript(inner, one) : (one: StepRun) => useAction(inner, one);
    const go = await runEmbedded(inside, {
      step: inner,
      condition: inner.condition,
      memory: memory.of(index),
      task,
      stage: 'main',
    });
    if (!go) break;
  }
  const scope = frameScope(state, inside.frame, run.github, env);
  for (const { name, value } of action.outputs) log.setOutput(name, evaluateText(value, scope));
  return inside.outcome;
}

/** Runs what steps of a composite action do before or after the steps of the job.
 *  @see https://github.com/actions/runner src/Runner.Worker/Handlers/CompositeActionHandler.cs (ActionRunStage.Post) */
export async function runCompositePost(
  step: ActionStep,
  found: FoundAction,
  action: CompositeAction,
  run: StepRun,
): Promise<StepOutcome> {
  const { log, memory } = run;
  const inputs = actionInputs(step, action.inputs, run.scope, log);
  log.print('Post job cleanup.');
  const inside = compositeRun(found, inputs, run);
  for (const post of memory.posts) await runEmbedded(inside, { ...post, stage: 'post' });
  return inside.outcome;
}

/** A composite action while it runs. */
export interface CompositeRun {
  readonly outer: StepRun;
  readonly frame: Frame;
  /** So far. */
  outcome: StepOutcome;
}

export function compositeRun(
  { folder, self }: FoundAction,
  inputs: ReadonlyMap<string, string>,
  outer: StepRun,
): CompositeRun {
  const { memory } = outer;
  const inside: CompositeRun = {
    outer,
    outcome: 'success',
    frame: {
      depth: outer.frame.depth + 1,
      // What runs after the job sees what the steps of the action have left.
      steps: memory.frame?.steps ?? new Map(),
      inputs: Object.fromEntries(inputs),
      github: { ...outer.github, action_path: folder },
      overrides: outer.overrides,
      status: () => inside.outcome,
      self,
      posts: memory.posts,
    },
  };
  return inside;
}

/** Whether it has to be assumed that something is to be done after the job: what a local action does is not known before it runs. */
export const usesLocalActions = ({ steps }: CompositeAction): boolean =>
  steps.some((step) => step.kind === 'uses' && parseUses(step.uses)?.kind === 'local');
