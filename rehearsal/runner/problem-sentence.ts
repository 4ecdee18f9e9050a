import { evaluate, isTruthy, type Scope, TemplateProblem } from '../workflow/expression.ts';
import { NotRehearsed } from '../workflow/problems.ts';
import { sentenceOf } from '../workflow/sentence.ts';
import type { Place } from '../workflow/token.ts';

/** What the runner says of a problem: of one with an expression it says first that the template is at fault.
 *  @throws {NotRehearsed} when it is given one
 *  @see https://github.com/actions/runner src/Sdk/DTObjectTemplating/ObjectTemplating/TemplateValidationException.cs */
export const problemSentence = (problem: unknown): string =>
  problem instanceof TemplateProblem ? `The template is not valid. ${problem.message}` : sentenceOf(problem);

/** Whether the condition of a step holds. @throws {TemplateProblem} without a place: the runner has none for it */
export function conditionHolds(condition: string, scope: Scope, place: Place): boolean {
  try {
    return isTruthy(evaluate(condition, scope));
  } catch (error) {
    if (error instanceof NotRehearsed) throw error.at(place);
    throw new TemplateProblem(sentenceOf(error));
  }
}
