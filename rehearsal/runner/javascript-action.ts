import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { JavaScriptAction } from '../workflow/action-definition.ts';
import type { ActionStep } from '../workflow/definition.ts';
import { actionInputs } from './action-inputs.ts';
import type { FoundAction } from './action-source.ts';
import { runProgram } from './run-program.ts';
import { printDetails } from './step-details.ts';
import type { StepOutcome, StepRun } from './step-run.ts';

/** Runs the main script of a JavaScript action, or the one that is due before or after the steps of the job.
 *  @see https://github.com/actions/runner src/Runner.Worker/Handlers/NodeScriptActionHandler.cs */
export async function runJavaScript(
  step: ActionStep,
  { folder, title }: FoundAction,
  action: JavaScriptAction,
  stage: 'pre' | 'main' | 'post',
  run: StepRun,
): Promise<StepOutcome> {
  const { state, log, env, scope, memory } = run;
  const inputs = actionInputs(step, action.inputs, scope, log);
  const saved = [...memory.saved].map(([key, value]) => [`STATE_${key}`, value] as const);
  if (stage === 'post') log.print('Post job cleanup.');
  else printDetails(log, `Run ${title}`, { inputs, env: new Map([...env, ...saved]) });
  const script = action[stage] ?? '';
  const file = join(folder, script);
  if (!existsSync(file)) throw new Error(`File not found: '${file}'`);
  const code = await runProgram(run, {
    file: state.request.machine.node,
    args: [file],
    folder: state.folders.workspace,
    extra: { ...Object.fromEntries(saved), ...inputVariables(inputs) },
  });
  if (code === 0) return 'success';
  // GitHub's runner says nothing of it, and an action that something has killed says nothing either.
  log.print(`Rehearsal: node ended with exit code ${code}.`);
  return 'failure';
}

const inputVariables = (inputs: ReadonlyMap<string, string>): Record<string, string> =>
  Object.fromEntries([...inputs].map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]));
