import type { ActionStep, StepDefinition } from '../workflow/definition.ts';
import { NotRehearsed } from '../workflow/problems.ts';
import { actionInputs } from './action-inputs.ts';
import type { ActionMemory } from './action-memory.ts';
import { type FoundAction, findAction, isFromRepository } from './action-source.ts';
import { compositeRun } from './composite-action.ts';
import { runEmbedded } from './embedded-step.ts';
import type { SelfRepository } from './frame.ts';
import { runJavaScript } from './javascript-action.ts';
import type { JobState } from './job-state.ts';
import type { PostStep } from './post-step.ts';
import { firstName } from './step-name.ts';
import { insideOf, registerPost } from './use-action.ts';

/** @see https://github.com/actions/runner src/Runner.Common/Constants.cs (CompositeActionsMaxDepth) */
const DEEPEST = 9;

/** Reads all actions of this repository that steps use without a checkout, and what those use, before any of the steps runs.
 *  @param depth how many composite actions are around the steps
 *  @returns what the actions do before the first step of the job
 *  @throws the runner's sentence about the first one that cannot be used
 *  @see https://github.com/actions/runner src/Runner.Worker/ActionManager.cs (PrepareActionsRecursiveAsync) */
export async function prepareActions(
  state: JobState,
  steps: readonly StepDefinition[],
  self: SelfRepository,
  memory: ActionMemory,
  depth: number,
): Promise<readonly PostStep[]> {
  if (depth > DEEPEST) throw new Error(`Composite action depth exceeded max depth ${DEEPEST}`);
  const prepared: PostStep[] = [];
  for (const [index, step] of steps.entries()) {
    if (step.kind !== 'uses' || !isFromRepository(state, step, self)) continue;
    const found = await findAction(state, step, self);
    if (found === undefined) continue;
    const pre = await preparedAction(state, step, found, memory.of(depth === 0 ? step : index), depth);
    if (pre !== undefined) prepared.push(pre);
  }
  return prepared;
}

async function preparedAction(
  state: JobState,
  step: ActionStep,
  found: FoundAction,
  memory: ActionMemory,
  depth: number,
): Promise<PostStep | undefined> {
  const { definition } = found;
  const name = `Pre ${firstName(step, state, found.self).name}`;
  switch (definition.kind) {
    case 'docker':
      throw new NotRehearsed(`"uses: ${step.uses}", an action that runs in a container,`, step.place);
    case 'javascript':
      if (definition.pre === undefined) return undefined;
      return {
        ...{ step, name, memory, condition: definition.preCondition },
        task: (outer) => {
          const run = insideOf(found, outer);
          if (definition.post !== undefined) registerPost(step, found, run, 'pre');
          return runJavaScript(step, found, definition, 'pre', run);
        },
      };
    case 'composite': {
      const inner = await prepareActions(state, definition.steps, found.self, memory, depth + 1);
      if (inner.length === 0) return undefined;
      return {
        ...{ step, name, memory, condition: 'always()' },
        task: async (outer) => {
          const run = insideOf(found, outer);
          const inside = compositeRun(found, actionInputs(step, definition.inputs, run.scope, run.log), run);
          for (const pre of inner) await runEmbedded(inside, { ...pre, stage: 'pre' });
          if (memory.posts.length > 0) registerPost(step, found, run, 'pre');
          return inside.outcome;
        },
      };
    }
  }
}
