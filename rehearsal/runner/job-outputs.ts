import { limitOf } from '../../catalogue/github-limits.ts';
import { evaluateText, type Scope } from '../workflow/expression.ts';
import type { Token } from '../workflow/token.ts';
import type { Masks } from './masks.ts';
import type { StepLog } from './step-log.ts';

/** What the runner holds in memory while it evaluates them.
 *  @see https://github.com/actions/runner src/Sdk/DTPipelines/Pipelines/ObjectTemplating/PipelineTemplateEvaluator.cs (MaxResultSize) */
const MEMORY = 10 * 1024 * 1024;

/** The outputs of a job. Empty ones are none; one that holds a secret is left out, with a warning.
 *  @throws the runner's sentence when they cannot be evaluated, the server's when they are too long
 *  @see https://github.com/actions/runner src/Runner.Worker/JobExtension.cs (FinalizeJob) */
export function jobOutputs(
  outputs: Token | undefined,
  scope: Scope,
  masks: Masks,
  log: StepLog,
): Readonly<Record<string, string>> {
  const evaluated = (outputs?.kind === 'map' ? outputs.entries : []).map(
    ({ key, value }) => [key, evaluateText(value, scope)] as const,
  );
  if (sizeOf(evaluated) > MEMORY) {
    throw new Error('The template is not valid. System.InvalidOperationException: Maximum object size exceeded');
  }
  const result = evaluated.filter(([key, text]) => {
    const secret = masks.hide(text) !== text;
    if (secret) log.issue('warning', `Skip output '${key}' since it may contain secret.`);
    return !secret && text !== '';
  });
  if (sizeOf(result) > limitOf('job-outputs')) throw new OutputsTooLong();
  return Object.fromEntries(result);
}

/** The server does not take the outputs, and the job has failed. Measured, since the documentation has no words for it.
 *  @see https://github.com/google/osv-scanner-action/issues/129 */
export class OutputsTooLong extends Error {
  override readonly name = 'OutputsTooLong';

  constructor() {
    super(`Job outputs exceed ${limitOf('job-outputs').toLocaleString('en-US')} bytes`);
  }
}

/** In UTF-16, as GitHub counts.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idoutputs */
const sizeOf = (outputs: readonly (readonly [string, string])[]): number =>
  outputs.reduce((size, [, text]) => size + 2 * text.length, 0);
