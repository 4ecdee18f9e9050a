import type { Problem } from '../../domain/problem.ts';
import { expressionsOfWorkflow } from '../language/needs.ts';
import type { Workflow } from '../language/workflow.ts';
import { isFolded } from '../render/value-node.ts';
import { workflowFile } from '../render/workflow-file.ts';
import type { Rule } from './rule.ts';

/** No text of an author is more than text: an expression in it would be read by GitHub, past every rule for expressions, and a value that was
 *  pasted into it is no longer one. Every text of a workflow is looked at, whatever it is for. */
export const plainTexts: Rule = (workflow) => {
  const problems: Problem[] = [];
  visit(workflow, [], (text, at) => problems.push(...textProblems(workflow, text, at)));
  return problems;
};

/** Whether a workflow that renders holds nothing else: its file has as many expressions as there are values, and nothing lost. To look at the
 *  whole file once costs far less than to look at every text. */
export function isPlain(workflow: Workflow): boolean {
  const { content } = workflowFile(workflow);
  if (content.includes('[object Object]')) return false;
  let fences = 0;
  for (let at = content.indexOf('${{'); at >= 0; at = content.indexOf('${{', at + 3)) fences++;
  const placed = expressionsOfWorkflow(workflow);
  const folded = placed.filter(
    ({ place, expression }) => (place === 'job if' || place === 'step if') && isFolded(expression),
  );
  return fences === placed.length - folded.length + Object.keys(workflow.call?.outputs ?? {}).length;
}

function textProblems({ path }: Workflow, text: string, at: readonly string[]): readonly Problem[] {
  const problem = (message: string): readonly Problem[] => [
    { field: `${path} > ${at.join('.')}`, value: text, message },
  ];
  // Commands have a rule of their own, which says what to do there.
  if (text.includes('${{') && at.at(-1) !== 'run')
    return problem('GitHub reads "${{" as an expression: use a value, or text`…` around values.');
  return text.includes('[object Object]')
    ? problem('A value was pasted into a text and is lost: write text`…`, or hand it over in env.')
    : [];
}

/** What jobs and steps hand on, what they refer to and what is known of them; values of inputs and matrices. Reasons of permissions stand in
 *  comments. */
const ASIDE: ReadonlySet<string> = new Set(
  'declared handle after outcome result values workflow permissions strays references'.split(' '),
);

/** Calls back with each text below a value. Expressions are code; handles and called workflows are looked at where they belong. There are
 *  many: one path is kept for all. */
function visit(value: unknown, at: string[], found: (text: string, at: readonly string[]) => void): void {
  if (typeof value === 'string') {
    // Nearly all are harmless, and cost nothing more.
    if (value.includes('${{') || value.includes('[object Object]')) found(value, at);
    return;
  }
  if (typeof value !== 'object' || value === null || ('kind' in value && value.kind === 'expression')) return;
  const handsOn = 'handle' in value;
  for (const name in value) {
    if (ASIDE.has(name) || (handsOn && name === 'outputs')) continue;
    at.push(name);
    visit((value as Readonly<Record<string, unknown>>)[name], at, found);
    at.pop();
  }
}
