import type { Use } from './context.ts';
import { drawnBy, type Expression, expression, literal, type Scalar, type Structure } from './expression.ts';

type Any<U extends Use> = Expression<Scalar | Structure, U>;

/** A function of GitHub's with values in it. */
function called<T extends Scalar | Structure, U extends Use>(
  name: string,
  ...values: readonly (Scalar | Any<U>)[]
): Expression<T, U> {
  for (const value of values)
    if (value === undefined) throw new Error(`"${name}" is given no such value: is an output or a name misspelt?`);
  const operands = values.filter((value): value is Any<U> => typeof value === 'object');
  const codes = values.map((value) => (typeof value === 'object' ? value.code : literal(value)));
  return expression<T, U>(`${name}(${codes.join(', ')})`, drawnBy(operands));
}

/** Whether a text holds another, or a list an item; case is ignored.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#contains */
export const contains = <U extends Use>(
  where: Expression<string | Structure, U>,
  what: string | number | Expression<Scalar, U>,
): Expression<boolean, U> => called('contains', where, what);

/** Whether a value is one of these words. */
export const isOneOf = <T extends string, U extends Use>(
  value: Expression<T, U>,
  words: readonly NoInfer<T>[],
): Expression<boolean, U> =>
  expression<boolean, U>(`contains(fromJSON(${literal(JSON.stringify(words))}), ${value.code})`, drawnBy([value]));

/** Whether the text ends so; case is ignored. */
export const endsWith = <U extends Use>(text: Expression<string, U>, end: string): Expression<boolean, U> =>
  called('endsWith', text, end);

/** The items of a list as one text. */
export const joined = <U extends Use>(list: Expression<Structure, U>, separator = ','): Expression<string, U> =>
  called('join', list, separator);

/** A value as JSON. */
export const toJson = <U extends Use>(value: Any<U>): Expression<string, U> => called('toJSON', value);

/** A list or an object that a text holds as JSON, for an axis of a matrix. */
export const structureFrom = <U extends Use>(json: Expression<string, U>): Expression<Structure, U> =>
  called('fromJSON', json);

/** A number that a text holds. */
export const numberFrom = <U extends Use>(text: Expression<string, U>): Expression<number, U> =>
  called('fromJSON', text);

/** A truth that a text holds: `true` or `false`. */
export const truthFrom = <U extends Use>(text: Expression<string, U>): Expression<boolean, U> =>
  called('fromJSON', text);

/** The fingerprint of the files that match; empty where none does. */
export const hashFiles = (...patterns: readonly [string, ...string[]]): Expression<string, 'files'> =>
  expression<string, 'files'>(`hashFiles(${patterns.map(literal).join(', ')})`, { uses: ['files'] });

/** The value behind the first condition that holds, else the last one.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#functions */
export const firstOf = <const T extends Scalar, U extends Use>(
  cases: readonly (readonly [when: Expression<boolean, U>, then: T | Expression<T, U>])[],
  otherwise: T | Expression<T, U>,
): Expression<T, U> => called('case', ...cases.flat(), otherwise);

/** A name that another value holds: `matrix[inputs.axis]` has no such form here, but an item of a structure by its name has. */
export const itemOf = <T extends Scalar = string, U extends Use = Use>(
  structure: Expression<Structure, U>,
  name: string,
): Expression<T, U> => expression<T, U>(`${structure.code}[${literal(name)}]`, drawnBy([structure]));
