import type { ActionStep, WorkStep } from '../workflow/definition.ts';
import { NotRehearsed } from '../workflow/problems.ts';
import { type FoundAction, findAction } from './action-source.ts';
import { runComposite, runCompositePost, usesLocalActions } from './composite-action.ts';
import { frameScope } from './frame.ts';
import { runJavaScript } from './javascript-action.ts';
import type { PostStep } from './post-step.ts';
import { prepareActions } from './prepare-actions.ts';
import { stepGithub } from './step-environment.ts';
import type { StepOutcome, StepRun } from './step-run.ts';
import { runThirdParty } from './third-party-action.ts';

/** So deep no action of a person nests; GitHub has no bound for local ones, which may use themselves.
 *  @see https://github.com/actions/runner src/Runner.Worker/ActionManager.cs (PrepareActionsAsync) */
const DEEPEST_LOCAL = 50;

/** Runs a step that uses an action: of this repository it is the action itself, else what stands in for it. */
export async function useAction(step: ActionStep, outer: StepRun): Promise<StepOutcome> {
  const found = await findAction(outer.state, step, outer.frame.self);
  if (found === undefined) return runThirdParty(step, outer);
  const { definition } = found;
  const run = insideOf(found, outer);
  if (outer.frame.depth >= DEEPEST_LOCAL) {
    throw new NotRehearsed(`composite actions ${outer.frame.depth} levels deep`, step.place);
  }
  switch (definition.kind) {
    case 'docker':
      throw new NotRehearsed(`"uses: ${step.uses}", an action that runs in a container,`, step.place);
    case 'javascript': {
      if (found.local && definition.pre !== undefined) warnOfPre(step, run);
      if (definition.post !== undefined) registerPost(step, found, run);
      return runJavaScript(step, found, definition, 'main', run);
    }
    case 'composite': {
      if (found.local) await prepareLocal(step, found, definition.steps, run);
      const post = registerPost(step, found, run);
      const outcome = await runComposite(step, found, definition, run);
      if (post !== undefined && run.memory.posts.length === 0 && !usesLocalActions(definition)) withdraw(post, run);
      return outcome;
    }
  }
}

/** What a composite action of the workspace uses is read only now, too late for what that would do before the job. */
async function prepareLocal(
  step: ActionStep,
  { self }: FoundAction,
  steps: readonly WorkStep[],
  run: StepRun,
): Promise<void> {
  run.log.print('Prepare all required actions');
  const before = await prepareActions(run.state, steps, self, run.memory, 1);
  if (before.length > 0) warnOfPre(step, run);
}

/** The step with what it sees of the action that it uses. */
export function insideOf({ github: own }: FoundAction, run: StepRun): StepRun {
  const github = stepGithub(run.github, own);
  return { ...run, github, scope: frameScope(run.state, run.frame, github, run.env) };
}

/** GitHub cannot run it either: when `pre` is due, the workspace is still empty. */
const warnOfPre = ({ uses }: ActionStep, { log }: StepRun): void =>
  log.issue('warning', `\`pre\` execution is not supported for local action from '${uses}'`);

/** Registers what the action does after the job, once, before its main part runs: it is done even when that fails.
 *  @returns what was registered now */
export function registerPost(
  step: ActionStep,
  found: FoundAction,
  run: StepRun,
  stage: 'pre' | 'main' = 'main',
): PostStep | undefined {
  const { memory, frame, name } = run;
  const { definition } = found;
  if (memory.hasPost) return undefined;
  memory.hasPost = true;
  const post: PostStep = {
    step,
    // Of what runs before the job the name begins with that; a step may be called so itself.
    name: `Post ${stage === 'pre' ? name.replace(/^Pre /i, '') : name}`,
    condition: definition.kind === 'javascript' ? definition.postCondition : 'always()',
    memory,
    task: (later) => {
      const inside = insideOf(found, later);
      if (definition.kind === 'composite') return runCompositePost(step, found, definition, inside);
      if (definition.kind === 'javascript') return runJavaScript(step, found, definition, 'post', inside);
      throw new NotRehearsed(`"uses: ${step.uses}", an action that runs in a container,`, step.place);
    },
  };
  frame.posts.unshift(post);
  return post;
}

function withdraw(post: PostStep, { frame, memory }: StepRun): void {
  frame.posts.splice(frame.posts.indexOf(post), 1);
  memory.hasPost = false;
}
