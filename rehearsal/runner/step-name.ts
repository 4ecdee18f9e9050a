import type { StepDefinition, WorkStep } from '../workflow/definition.ts';
import { evaluateText, type Scope } from '../workflow/expression.ts';
import { sentenceOf } from '../workflow/sentence.ts';
import { literalText, type Token } from '../workflow/token.ts';
import { parseUses, usesTitle } from '../workflow/uses-reference.ts';
import type { SelfRepository } from './frame.ts';
import type { Masks } from './masks.ts';

/** What the log calls a step. */
export interface StepName {
  readonly name: string;
  /** Why it could not be evaluated: the name is as it was written then. */
  readonly problem: string | undefined;
}

/** The name of a step: its own, else what it runs, in its first line and without secrets.
 *  @see https://github.com/actions/runner src/Runner.Worker/ActionRunner.cs (GenerateDisplayName) */
export function stepName(step: WorkStep, scope: Scope, self: SelfRepository, masks: Masks): StepName {
  const [prefix, token] = named(step, self);
  try {
    return { name: masks.hide(firstLine(prefix, evaluateText(token, scope))) || 'run', problem: undefined };
  } catch (error) {
    const problem = `Encountered an error when evaluating display name ${written(token)}. ${sentenceOf(error)}`;
    return { name: firstLine(prefix, written(token)), problem };
  }
}

/** Steps that wait or cancel are called as they are written. */
export const controlName = ({ id, name }: StepDefinition): string =>
  name === undefined ? id : firstLine('', written(name)) || id;

function named(step: WorkStep, self: SelfRepository): readonly [prefix: string, token: Token] {
  if (step.name !== undefined) return ['', step.name];
  if (step.kind === 'run') return ['Run ', step.run];
  const reference = parseUses(step.uses);
  const value =
    reference === undefined ? step.uses : usesTitle(reference, { repository: self.repository, sha: self.ref });
  return ['Run ', { kind: 'literal', value, place: step.place }];
}

const written = (token: Token): string => (token.kind === 'expression' ? token.written : (literalText(token) ?? ''));

function firstLine(prefix: string, text: string): string {
  const line = text.replace(/^[ \t\r\n]+/, '').split(/[\r\n]/)[0] ?? '';
  return text === '' ? '' : `${prefix}${line}`;
}
