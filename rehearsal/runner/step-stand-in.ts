import type { ActionStep, WorkStep } from '../workflow/definition.ts';
import { describedAction } from '../workflow/described-action.ts';
import { evaluateText } from '../workflow/expression.ts';
import { NotRehearsed } from '../workflow/problems.ts';
import { parseUses } from '../workflow/uses-reference.ts';
import { actionInputs, givenInputs } from './action-inputs.ts';
import { printDetails } from './step-details.ts';
import { firstLine } from './step-name.ts';
import type { StepOutcome, StepRun } from './step-run.ts';

/** Stands in for every step of a job that is due: what it is given is evaluated and told, nothing of it is run, and it succeeds, but for
 *  one that is meant to fail. */
export interface StepStandIn {
  /** What each step leaves behind. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Outputs that a step of a job would keep out of logs. */
  readonly secrets: Readonly<Record<string, string>>;
  /** A step fails, saying so. @property isMeant by the action that it uses, or the first line of its script */
  readonly failure?: { isMeant(run: string): boolean; readonly says: string };
}

export async function standInForStep(
  step: WorkStep,
  run: StepRun,
  { outputs, secrets, failure }: StepStandIn,
): Promise<StepOutcome> {
  const { log, scope, env } = run;
  const { masks } = run.state;
  const what = step.kind === 'run' ? firstLine(evaluateText(step.run, scope)) : step.uses;
  printDetails(log, `Run ${what}`, { ...(step.kind === 'run' ? {} : { inputs: await inputsOf(step, run) }), env });
  for (const secret of Object.values(secrets)) masks.add(secret);
  for (const [name, value] of Object.entries({ ...secrets, ...outputs })) log.setOutput(name, value);
  if (failure?.isMeant(what) !== true) return 'success';
  log.issue('error', failure.says);
  return 'failure';
}

/** An action of the repository has its defaults, too, which lie in the commit: nothing is checked out. */
async function inputsOf(step: ActionStep, { state, scope, log }: StepRun): Promise<ReadonlyMap<string, string>> {
  const reference = parseUses(step.uses);
  if (reference?.kind !== 'local') return givenInputs(step, scope);
  const found = await describedAction(reference.path, { file: (path) => state.request.source.read(path) });
  if (found === undefined || found instanceof NotRehearsed)
    throw new Error(`There is no action ${step.uses} in the commit that runs; its inputs cannot be told.`);
  return actionInputs(step, found.inputs, scope, log);
}
