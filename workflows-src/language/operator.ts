import type { Use } from './context.ts';
import { type Binding, drawnBy, type Expression, expression, literal, type Scalar } from './expression.ts';

type Operand<T extends Scalar, U extends Use> = Expression<T, U> | T;

const TIGHTNESS: readonly Binding[] = ['or', 'and', 'comparison', 'atom'];

const isExpression = (value: Scalar | Expression): value is Expression => typeof value === 'object';

/** @throws for a value that is not there, as code without types may hand it over */
function present<E extends Expression>(value: E): E {
  if (value?.kind === 'expression') return value;
  throw new Error(
    `There is no such value, it is ${value === undefined ? 'undefined' : JSON.stringify(value)}: is an output or a name misspelt?`,
  );
}

const parenthesised = ({ code, binding }: Expression, within: Binding): string =>
  TIGHTNESS.indexOf(binding) <= TIGHTNESS.indexOf(within) && binding !== 'atom' && binding !== within
    ? `(${code})`
    : code;

function compare<U extends Use>(
  operator: '==' | '!=' | '<' | '<=' | '>' | '>=',
  left: Expression<Scalar, U>,
  right: Scalar | Expression<Scalar, U>,
) {
  const side = (value: Scalar | Expression) =>
    isExpression(value) ? (value.binding === 'atom' ? value.code : `(${value.code})`) : literal(value);
  if (right === undefined) present(right as never);
  const operands = isExpression(right) ? [present(left), present(right)] : [present(left)];
  return expression<boolean, U>(`${side(left)} ${operator} ${side(right)}`, {
    binding: 'comparison',
    ...drawnBy(operands),
  });
}

/** `left == right`. GitHub ignores case when it compares strings.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#operators */
export const equals = <T extends Scalar, U extends Use>(
  left: Expression<T, U>,
  right: Operand<NoInfer<T>, U>,
): Expression<boolean, U> => compare('==', left, right);

/** `left != right`. */
export const differs = <T extends Scalar, U extends Use>(
  left: Expression<T, U>,
  right: Operand<NoInfer<T>, U>,
): Expression<boolean, U> => compare('!=', left, right);

/** `left < right`, of numbers. */
export const isLess = <U extends Use>(left: Expression<number, U>, right: Operand<number, U>): Expression<boolean, U> =>
  compare('<', left, right);

/** `left > right`, of numbers. */
export const isMore = <U extends Use>(left: Expression<number, U>, right: Operand<number, U>): Expression<boolean, U> =>
  compare('>', left, right);

function join<U extends Use>(
  operator: '&&' | '||',
  binding: 'and' | 'or',
  operands: readonly Expression<boolean, U>[],
) {
  const [first, ...others] = operands;
  if (first === undefined) throw new Error(`"${operator}" joins nothing: give it one condition or more.`);
  if (others.length === 0) return present(first);
  const codes = operands.map((operand) => parenthesised(present(operand), binding));
  return expression<boolean, U>(codes.join(` ${operator} `), {
    binding,
    operands: binding === 'and' ? operands.flatMap((operand, index) => flattened(operand, codes[index] ?? '')) : [],
    ...drawnBy(operands),
  });
}

const flattened = ({ binding, operands }: Expression, code: string): readonly string[] =>
  binding === 'and' ? operands : [code];

/** All of the conditions. */
export const and = <U extends Use>(...conditions: readonly Expression<boolean, U>[]): Expression<boolean, U> =>
  join('&&', 'and', conditions);

/** At least one of the conditions. */
export const or = <U extends Use>(...conditions: readonly Expression<boolean, U>[]): Expression<boolean, U> =>
  join('||', 'or', conditions);

/** The opposite of the condition. */
export const not = <U extends Use>(condition: Expression<boolean, U>): Expression<boolean, U> =>
  expression(
    present(condition).binding === 'atom' ? `!${condition.code}` : `!(${condition.code})`,
    condition.binding === 'atom' ? condition : drawnBy([condition]),
  );

/** `value`, or `otherwise` where it is empty: an unset variable, an output of a skipped step. */
export function orElse<T extends string, U extends Use>(
  value: Expression<T, U>,
  otherwise: Operand<T, U>,
): Expression<T, U> {
  const operands = isExpression(otherwise) ? [present(value), otherwise] : [present(value)];
  const codes = [value.code, isExpression(otherwise) ? otherwise.code : literal(otherwise)];
  return expression<T, U>(codes.join(' || '), {
    mayBeEmpty: !isExpression(otherwise),
    binding: 'or',
    ...drawnBy(operands),
  });
}

/** `then` where the value is set, else the empty text. */
export function ifSet<T extends string, U extends Use>(
  value: Expression<string, U>,
  then: Expression<T, U>,
): Expression<T | '', U> {
  return expression<T | '', U>([value, then].map((each) => parenthesised(each, 'and')).join(' && '), {
    binding: 'and',
    ...drawnBy<U>([value, then]),
  });
}

/** One of two words. The first must not be empty: GitHub has no real conditional, and `a && '' || b` would always be `b`. */
export function choose<const T extends string, U extends Use>(
  condition: Expression<boolean, U>,
  then: T,
  otherwise: T,
): Expression<T, U> {
  if (then === '')
    throw new Error('The first choice is empty, so the second would always be taken: negate the condition.');
  return expression<T, U>(`${parenthesised(condition, 'and')} && ${literal(then)} || ${literal(otherwise)}`, {
    ...condition,
    binding: 'or',
    operands: [],
  });
}

/** Whether the text begins with the prefix; case is ignored. */
export const startsWith = <U extends Use>(text: Expression<string, U>, prefix: string): Expression<boolean, U> =>
  expression(`startsWith(${present(text).code}, ${literal(prefix)})`, drawnBy([text]));

/** Fills `{0}`, `{1}` … of the pattern. Braces of the text itself are doubled by the caller. */
export const format = <U extends Use>(
  pattern: string,
  ...values: readonly Expression<string, U>[]
): Expression<string, U> =>
  expression(`format(${[literal(pattern), ...values.map(({ code }) => code)].join(', ')})`, {
    ...drawnBy(values),
  });
