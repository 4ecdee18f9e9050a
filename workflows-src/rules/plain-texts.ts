import type { Problem } from '../../domain/problem.ts';
import type { Workflow } from '../language/workflow.ts';
import type { Rule } from './rule.ts';

/** No text of an author is more than text: an expression in it would be read by GitHub, past every rule for expressions, and a value that was
 *  pasted into it is no longer one. Every text of a workflow is looked at, whatever it is for. */
export const plainTexts: Rule = (workflow) =>
  textsIn(workflow, '').flatMap(({ at, text }) => textProblems(workflow, at, text));

function textProblems({ path }: Workflow, at: string, text: string): readonly Problem[] {
  const problem = (message: string): readonly Problem[] => [{ field: `${path} > ${at}`, value: text, message }];
  // Commands have a rule of their own, which says what to do there.
  if (text.includes('${{') && !at.endsWith('.run'))
    return problem('GitHub reads "${{" as an expression: use a value, or text`…` around values.');
  return text.includes('[object Object]')
    ? problem('A value was pasted into a text and is lost: write text`…`, or hand it over in env.')
    : [];
}

interface TextAt {
  readonly at: string;
  readonly text: string;
}

/** What jobs and steps hand on, and what they refer to. */
const OF_JOBS_AND_STEPS = ['handle', 'after', 'outputs', 'result', 'outcome', 'workflow'];
const OF_INPUTS = ['values'];

/** Texts below a value. Expressions are code; handles and called workflows are looked at where they belong. */
function textsIn(value: unknown, at: string): readonly TextAt[] {
  if (typeof value === 'string') return [{ at, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((each, index) => textsIn(each, `${at}[${index}]`));
  if ('kind' in value && value.kind === 'expression') return [];
  const aside = 'handle' in value ? OF_JOBS_AND_STEPS : OF_INPUTS;
  return Object.entries(value)
    .filter(([name]) => !aside.includes(name))
    .flatMap(([name, each]) => textsIn(each, at === '' ? name : `${at}.${name}`));
}
