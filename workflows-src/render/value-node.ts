import type { Expression, Scalar, Structure } from '../language/expression.ts';
import { rememberedText } from '../language/remembered.ts';
import type { AnyValue } from '../language/values.ts';
import { isFoldable } from './quote.ts';
import { scalar, type YamlScalar } from './yaml-node.ts';

const WIDTH = 100;

/** The same code comes again in many steps. */
const fencedCode = rememberedText(1000, (code) => `\${{ ${code} }}`);
const fenced = ({ code }: Expression<Scalar | Structure>): string => fencedCode(code);

/** A value as it stands in the file. */
export function valueNode(value: AnyValue): YamlScalar {
  if (typeof value !== 'object') return scalar(value);
  if (value.kind === 'expression') return scalar(fenced(value));
  return scalar(value.parts.map((part) => (typeof part === 'string' ? part : fenced(part))).join(''));
}

/** A condition, one operand a line where it is long. On one line it is fenced: `!` alone would begin a YAML tag. Folded over several
 *  lines it is not: `if` needs no fence, and GitHub's language service reads the indentation of a folded text as text before the
 *  fence, which makes any condition true (actions/languageservices, workflow-parser 0.3.61). */
export function conditionNode(condition: Expression): YamlScalar {
  if (!isFolded(condition)) return scalar(fenced(condition));
  const last = condition.operands.length - 1;
  const folded = condition.operands.map((operand, index) => (index === last ? operand : `${operand} &&`));
  return { kind: 'scalar', value: condition.code, folded };
}

/** Whether a condition stands on several lines, without a fence. */
export const isFolded = (condition: Expression<Scalar | Structure>): boolean =>
  fenced(condition).length > WIDTH && condition.binding === 'and' && condition.operands.every(isFoldable);
