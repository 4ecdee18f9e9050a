import type { ActionInput } from '../workflow/action-definition.ts';
import type { ActionStep } from '../workflow/definition.ts';
import { evaluateText, type Scope } from '../workflow/expression.ts';
import type { StepLog } from './step-log.ts';

/** Inputs of a step by name, as the action gets them: what the step gives, then the defaults of what it does not give. One that the action
 *  does not have is given to it too, with the runner's warning; a required one is the action's own business.
 *  @see https://github.com/actions/runner src/Runner.Worker/ActionRunner.cs (RunAsync) */
export function actionInputs(
  step: ActionStep,
  declared: readonly ActionInput[],
  scope: Scope,
  log: StepLog,
): ReadonlyMap<string, string> {
  const inputs = givenInputs(step, scope);
  const given = [...inputs.keys()];
  const same = (one: string) => (other: string) => one.toLowerCase() === other.toLowerCase();
  for (const name of given) {
    const message = declared.find((input) => same(name)(input.name))?.deprecationMessage;
    if (message !== undefined) {
      log.issue('warning', `Input '${name}' has been deprecated with message: ${message}`);
    }
  }
  for (const { name, default: value } of declared) {
    if (!given.some(same(name))) inputs.set(name, value === undefined ? '' : evaluateText(value, scope));
  }
  warnOfUnexpected(
    given,
    declared.map(({ name }) => name),
    log,
  );
  return inputs;
}

/** What the step gives, evaluated. */
export const givenInputs = (step: ActionStep, scope: Scope): Map<string, string> =>
  new Map(step.with?.entries.map(({ key, value }) => [key, evaluateText(value, scope)]) ?? []);

export function warnOfUnexpected(given: readonly string[], valid: readonly string[], log: StepLog): void {
  const unexpected = given.filter((name) => !valid.some((one) => one.toLowerCase() === name.toLowerCase()));
  if (unexpected.length === 0) return;
  log.issue('warning', `Unexpected input(s) '${unexpected.join("', '")}', valid inputs are ['${valid.join("', '")}']`);
}
