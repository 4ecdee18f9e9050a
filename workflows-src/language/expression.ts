import type { Use } from './context.ts';
import { NoText } from './no-text.ts';
import type { Reference } from './reference.ts';

/** What a key of a workflow can hold. */
export type Scalar = string | number | boolean;

declare const STRUCTURE: unique symbol;
/** A list or an object, of which a workflow can say nothing but what to make of it: `contains`, `join`, `toJson`, an axis of a matrix. */
export interface Structure {
  readonly [STRUCTURE]: true;
}

/** How tightly an expression's outermost operator binds; decides where parentheses are needed. */
export type Binding = 'atom' | 'comparison' | 'and' | 'or';

/** A GitHub expression as a value: its code without `${{ }}`, what it draws on and which steps and jobs it refers to.
 *  `T` is what it evaluates to, `U` the contexts it uses; a place that lacks one of them does not accept it.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/expressions */
export interface Expression<out T extends Scalar | Structure = Scalar, out U extends Use = Use> {
  readonly kind: 'expression';
  readonly code: string;
  readonly binding: Binding;
  /** Code of each operand of an `and`, so that a long condition can be laid out one to a line; none of anything else. */
  readonly operands: readonly string[];
  readonly uses: readonly U[];
  readonly references: readonly Reference[];
  /** Whether who uses it knows that it is empty where the job behind it did nothing (`orEmpty`). */
  readonly mayBeEmpty: boolean;
  /** Why it was taken without a type, or a stranger's text for harmless; `undefined` for all that needs no trust. */
  readonly door: string | undefined;
  /** Never set: carries `T` for the compiler. */
  readonly type?: T;
}

/** What an expression is besides its code. */
export interface Built<U extends Use> {
  readonly uses: readonly U[];
  readonly references?: readonly Reference[];
  readonly binding?: Binding;
  readonly operands?: readonly string[];
  readonly mayBeEmpty?: boolean;
  readonly door?: string | undefined;
}

const NOTHING: readonly never[] = [];

/** Most have one or none. */
const unique = <Item>(items: readonly Item[]): readonly Item[] => (items.length < 2 ? items : [...new Set(items)]);

class Code<T extends Scalar | Structure, U extends Use> extends NoText implements Expression<T, U> {
  readonly kind = 'expression';
  readonly code: string;
  readonly binding: Binding;
  readonly operands: readonly string[];
  readonly uses: readonly U[];
  readonly references: readonly Reference[];
  readonly mayBeEmpty: boolean;
  readonly door: string | undefined;
  declare readonly type?: T;

  constructor(
    code: string,
    {
      uses,
      references = NOTHING,
      binding = 'atom',
      operands = binding === 'and' ? [code] : NOTHING,
      mayBeEmpty = false,
      door,
    }: Built<U>,
  ) {
    super();
    this.code = code;
    this.binding = binding;
    this.operands = operands;
    this.uses = unique(uses);
    this.references = unique(references);
    this.mayBeEmpty = mayBeEmpty;
    this.door = door;
  }
}

/** Makes an expression from code; only this language's own files call it, everybody else combines values. */
export const expression = <T extends Scalar | Structure, U extends Use>(
  code: string,
  built: Built<U>,
): Expression<T, U> => new Code<T, U>(code, built);

/** Whether something is a value of this language: what was written by hand, without types, need not be one. */
export const isExpression = (value: unknown): value is Expression<Scalar | Structure> =>
  value instanceof Code || hasItsForm(value);

/** Another copy of this language, or a spread, makes them as well. */
const hasItsForm = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  value.kind === 'expression' &&
  'code' in value &&
  typeof value.code === 'string' &&
  'uses' in value &&
  Array.isArray(value.uses) &&
  'references' in value &&
  Array.isArray(value.references) &&
  'operands' in value &&
  Array.isArray(value.operands);

/** A literal as GitHub's expression language writes it: strings in single quotes, a quote doubled. */
export const literal = (value: Scalar): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);

/** The same value, by somebody who can do without: it is empty where the job behind it was skipped or has failed. */
export const orEmpty = <T extends Scalar, U extends Use>(value: Expression<T, U>): Expression<T, U> =>
  expression<T, U>(value.code, { ...value, mayBeEmpty: true });

/** Says which words an output can hold, where its text alone does not tell. It checks nothing when the workflow runs: the promise is
 *  that of the action's contract. */
export const oneOf = <const T extends string, U extends Use>(
  value: Expression<string, U>,
  _words: readonly T[],
): Expression<T, U> => expression<T, U>(value.code, value);

/** What several operands draw on together. */
export const drawnBy = <U extends Use>(
  operands: readonly Pick<Expression<Scalar | Structure, U>, 'uses' | 'references' | 'door'>[],
): Pick<Built<U>, 'uses' | 'references' | 'door'> => ({
  uses: operands.flatMap(({ uses }) => uses),
  references: operands.flatMap(({ references }) => references),
  door: operands.find(({ door }) => door !== undefined)?.door,
});
