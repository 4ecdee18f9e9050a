import type { Problem } from '../../domain/problem.ts';
import { distinctExpressions, expressionsOfWorkflow, type Placed } from '../language/needs.ts';
import type { Workflow } from '../language/workflow.ts';
import type { Rule } from './rule.ts';

const ENDS = ['success', 'failure', 'cancelled', 'skipped'];
/** How a job or step ended, compared with a word. */
const COMPARED = /\b(?:needs\.[\w-]+\.result|steps\.[\w-]+\.(?:outcome|conclusion)) [!=]= '([^']*)'/g;
/** Every comparison has it; nearly no code does. */
const EQUALS = '= ';
const ENDED = /\.(?:result|outcome|conclusion)\b/;
/** A value alone. Inputs may be true or false; everything else is text. */
const ALONE = /^!?(?!inputs\.)[a-z]+(\.[\w-]+)+$/i;

const NONE: readonly Problem[] = [];

/** A condition can be both true and false: GitHub takes any text but an empty one for true, and a word that an end never is for a comparison
 *  like others.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#literals */
export const tellingConditions: Rule = (workflow) =>
  // Where one tells nothing, every place of it is named.
  distinctExpressions(workflow).every((each) => problemsAt(workflow, each).length === 0)
    ? NONE
    : expressionsOfWorkflow(workflow).flatMap((each) => problemsAt(workflow, each));

function problemsAt(workflow: Workflow, { place, at, expression: { code } }: Placed): readonly Problem[] {
  const isCondition = (place === 'job if' || place === 'step if') && ALONE.test(code);
  if (!isCondition && !(code.includes(EQUALS) && ENDED.test(code))) return NONE;
  const problem = (message: string) => ({ field: `${workflow.path} > ${at}`, value: code, message });
  return [
    ...(isCondition ? [problem('Any text but an empty one is true, "false" as well: compare it.')] : []),
    ...[...code.matchAll(COMPARED)]
      .filter(([, word = '']) => !ENDS.includes(word))
      .map(([, word]) => problem(`It never ends as "${word}"; there are: ${ENDS.join(', ')}.`)),
  ];
}
