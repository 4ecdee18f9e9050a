import type { JobDefinition } from '../definition.ts';
import { Lexer } from '../parser/github-parser.mjs';
import type { Refusal } from '../problems.ts';

/** `success('job')` and `failure('job')` of a job: GitHub's schema takes them, and nobody says what they mean.
 *  @see https://github.com/actions/languageservices workflow-parser/src/workflow-v1.0.json (job-if) */
export function statusArgumentRefusals({ condition, conditionPlace: place }: JobDefinition): readonly Refusal[] {
  if (place === undefined) return [];
  const lexemes = new Lexer(condition).lex().tokens.map(({ lexeme }) => lexeme.toLowerCase());
  return lexemes.flatMap((name, index): Refusal[] => {
    const asks = STATUS_FUNCTIONS.has(name) && lexemes[index + 1] === '(' && lexemes[index + 2] !== ')';
    const next = `ask for the results under needs, e.g. needs.build.result == '${name}'`;
    return asks ? [{ what: `${name}() with names of jobs in "if"`, place, next }] : [];
  });
}

const STATUS_FUNCTIONS: ReadonlySet<string> = new Set(['success', 'failure']);
