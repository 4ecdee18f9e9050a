import type { StepDefinition, WorkStep } from '../workflow/definition.ts';
import { evaluateToken, type Scope, TemplateProblem } from '../workflow/expression.ts';
import { NotRehearsed } from '../workflow/problems.ts';
import { inFile, type Token } from '../workflow/token.ts';
import type { Value } from '../workflow/value.ts';
import { problemSentence } from './problem-sentence.ts';
import type { StepLog } from './step-log.ts';

/** Whole minutes that a step may take; 0 is no limit, and so is a value that cannot be read, which the log says.
 *  @see https://github.com/actions/runner src/Runner.Worker/StepsRunner.cs (RunStepAsync) */
export const timeLimitOf = ({ timeoutMinutes }: Pick<WorkStep, 'timeoutMinutes'>, scope: Scope, log: StepLog): number =>
  Math.trunc(
    setting(timeoutMinutes, isNumber, scope, log, 'An error occurred when attempting to determine the step timeout.') ??
      0,
  );

/** Whether the failure of a step is forgiven.
 *  @see https://github.com/actions/runner src/Runner.Worker/ExecutionContext.cs (ApplyContinueOnError) */
export const isForgiven = (
  { continueOnError }: Pick<StepDefinition, 'continueOnError'>,
  scope: Scope,
  log: StepLog,
): boolean =>
  setting(
    continueOnError,
    isBoolean,
    scope,
    log,
    'The step failed and an error occurred when attempting to determine whether to continue on error.',
  ) ?? false;

const isNumber = (value: Value): value is number => typeof value === 'number';
const isBoolean = (value: Value): value is boolean => typeof value === 'boolean';

/** A text is no number and no truth, whatever it says. */
function setting<Wanted extends Value>(
  token: Token | undefined,
  is: (value: Value) => value is Wanted,
  scope: Scope,
  log: StepLog,
  problem: string,
): Wanted | undefined {
  if (token === undefined) return undefined;
  try {
    const value = evaluateToken(token, scope);
    if (is(value)) return value;
    throw new TemplateProblem(`${inFile(token.place)}: Unexpected value '${String(value)}'`);
  } catch (error) {
    if (error instanceof NotRehearsed) throw error;
    log.issue('error', problem);
    log.issue('error', problemSentence(error));
    return undefined;
  }
}
