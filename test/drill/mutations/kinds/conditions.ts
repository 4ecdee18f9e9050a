import { operandsOf } from '../condition-operands.ts';
import { removeLines } from '../edit.ts';
import type { Change, Kind } from '../mutation.ts';
import { ofJobs, ofSteps } from '../parts.ts';
import type { Entry, Range } from '../source-tree.ts';

/** Each `if` of a job or a step is removed and turned round, and each of its operands is dropped. */
export const conditions: Kind = (workflow) =>
  [...ofJobs(workflow, 'if'), ...ofSteps(workflow, 'if')].flatMap((condition) => ofOne(workflow.text, condition));

function ofOne(text: string, condition: Entry): readonly Change[] {
  const { path, line, value } = condition;
  if (value.kind !== 'scalar') return [];
  const body = bodyOf(text, value);
  const dropped = operandsOf(text, body).map(({ text: operand, start, range }, index) => ({
    path,
    line: lineAt(text, start),
    how: `without-${index + 1}`,
    what: `the condition does not ask for ${operand.replaceAll(/\s+/g, ' ')}`,
    edits: [{ ...range, by: '' }],
  }));
  const round = [
    { start: body.start, end: body.start, by: '!(' },
    { start: body.end, end: body.end, by: ')' },
  ];
  return [
    { path, line, how: 'removed', what: 'there is no condition', edits: [removeLines(text, condition)] },
    { path, line, how: 'negated', what: 'the condition says the opposite', edits: round },
    ...dropped,
  ];
}

/** Where the expression stands in the file: behind `>-`, or inside of the braces. */
function bodyOf(text: string, { range, isBlock }: { readonly range: Range; readonly isBlock: boolean }): Range {
  const start = isBlock ? text.indexOf('\n', range.start) + 1 : range.start;
  const source = text.slice(start, range.end);
  const braces = /^(\s*\$\{\{\s*)([\s\S]*?)(\s*\}\}\s*)$/.exec(source) ?? /^(\s*)([\s\S]*?)(\s*)$/.exec(source);
  const [, before = '', expression = ''] = braces ?? [];
  return { start: start + before.length, end: start + before.length + expression.length };
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
