import { evaluateToken, type Scope, toText } from './expression.ts';
import { sentenceOf } from './sentence.ts';
import { inFile, type Token } from './token.ts';
import type { Value } from './value.ts';

/** A truth value where GitHub wants one; a text that says `true` is none.
 *  @throws with GitHub's sentence
 *  @see https://github.com/actions/runner src/Sdk/WorkflowParser/ObjectTemplating/TemplateEvaluator.cs (Validate) */
export function evaluateBoolean(token: Token, scope: Scope): boolean {
  const value = evaluateToken(token, scope);
  if (typeof value === 'boolean') return value;
  throw unexpected(token, value);
}

/** A whole number where GitHub wants a number, cut as GitHub cuts it; a text of digits is none: `fromJSON()` makes one of it.
 *  @throws with GitHub's sentence */
export function evaluateWholeNumber(token: Token, scope: Scope): number {
  const value = evaluateToken(token, scope);
  if (typeof value === 'number') return Math.trunc(value);
  throw unexpected(token, value);
}

/** GitHub's sentence for a value of another kind than wanted. */
export function unexpected(token: Token, value: Value): Error {
  const found = Array.isArray(value)
    ? 'A sequence was not expected'
    : typeof value === 'object' && value !== null
      ? 'A mapping was not expected'
      : `Unexpected value '${toText(value)}'`;
  return new Error(`${inFile(token.place)}: ${found}`);
}

/** Does what GitHub does when a part of a job is evaluated on the server: what fails is told with the part and the job.
 *  @see https://github.com/actions/runner src/Sdk/WorkflowParser/WorkflowTemplateEvaluator.cs */
export function evaluating<Result>(part: string, jobId: string, evaluate: () => Result): Result {
  try {
    return evaluate();
  } catch (error) {
    const whose = jobId === '' ? '' : ` for job '${jobId}'`;
    throw new Error(`Error when evaluating '${part}'${whose}. ${sentenceOf(error)}`);
  }
}

export const jobBoolean = (part: string, jobId: string, token: Token, scope: Scope): boolean =>
  evaluating(part, jobId, () => evaluateBoolean(token, scope));

export const jobMinutes = (part: string, jobId: string, token: Token | undefined, scope: Scope): number | undefined =>
  token === undefined ? undefined : evaluating(part, jobId, () => evaluateWholeNumber(token, scope));
