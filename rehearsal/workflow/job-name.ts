import type { JobDefinition } from './definition.ts';
import { evaluateText, type Scope } from './expression.ts';
import { legName } from './leg-name.ts';
import { literalText } from './token.ts';
import { evaluating } from './typed-value.ts';

/** @param title of the calling job, which stands before the names of the jobs that it calls */
const inFrontOf = (title: string, name: string): string => (title === '' ? name : `${title} / ${name}`);

/** What GitHub shows of a job that has not come so far that its name is looked at, and of one that never does: the name as it stands in
 *  the file.
 *  @see https://github.com/actions/runner/issues/1215 */
export const writtenName = ({ id, name }: JobDefinition, title: string): string =>
  inFrontOf(title, (name?.kind === 'expression' ? name.written : literalText(name)) || id);

/** The name of a job that starts. One with an expression is taken as it is; any other gets what the combination shows.
 *  @throws with GitHub's sentence
 *  @see https://github.com/actions/runner src/Sdk/WorkflowParser/WorkflowTemplateEvaluator.cs (EvaluateJobName) */
export function jobName({ id, name }: JobDefinition, title: string, scope: Scope, shown: readonly string[]): string {
  const plain = legName(literalText(name) || id, shown);
  if (name?.kind !== 'expression') return inFrontOf(title, plain);
  return inFrontOf(title, evaluating('name', id, () => evaluateText(name, scope)) || plain);
}
