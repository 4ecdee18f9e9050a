import type { Expression } from '../language/expression.ts';
import type { Value } from '../language/template.ts';
import { scalar, type YamlScalar } from './yaml-node.ts';

const WIDTH = 100;

const fenced = ({ code }: Expression): string => `\${{ ${code} }}`;

/** A value as it stands in the file. */
export function valueNode(value: Value): YamlScalar {
  if (typeof value !== 'object') return scalar(value);
  if (value.kind === 'expression') return scalar(fenced(value));
  return scalar(value.parts.map((part) => (typeof part === 'string' ? part : fenced(part))).join(''));
}

/** A condition, one operand a line where it is long. It is always fenced: `!` alone would begin a YAML tag. The fold ends
 *  without a line feed (`>-`), because text behind the fence would make any condition true. */
export function conditionNode(condition: Expression): YamlScalar {
  const code = fenced(condition);
  if (code.length <= WIDTH || condition.binding !== 'and') return scalar(code);
  const last = condition.operands.length - 1;
  const folded = condition.operands.map((operand, index) =>
    [index === 0 ? '${{ ' : '', operand, index === last ? ' }}' : ' &&'].join(''),
  );
  return { kind: 'scalar', value: code, folded };
}
