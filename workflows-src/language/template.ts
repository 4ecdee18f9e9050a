import type { Use } from './context.ts';
import { type Expression, isExpression, type Scalar, type Structure } from './expression.ts';
import { NoText } from './no-text.ts';

/** Text with expressions in it, each written as `${{ … }}`. */
export interface Template<out U extends Use = Use> {
  readonly kind: 'template';
  readonly parts: readonly (string | Expression<Scalar, U>)[];
}

/** What a key of a workflow holds: a plain value, an expression, or text with expressions in it. */
export type Value<U extends Use = Use> = Scalar | Expression<Scalar, U> | Template<U>;

class Parts<U extends Use> extends NoText implements Template<U> {
  readonly kind = 'template';
  readonly parts: Template<U>['parts'];

  constructor(parts: Template<U>['parts']) {
    super();
    this.parts = parts;
  }
}

/** Text made of these parts. */
export const template = <U extends Use>(parts: Template<U>['parts']): Template<U> => new Parts(parts);

/** A text with its values as code, for who only reads it. */
export const plainWords = (text: string | Template): string =>
  typeof text === 'object' && Array.isArray(text?.parts)
    ? text.parts.map((part) => (typeof part === 'string' ? part : part.code)).join('')
    : typeof text === 'string'
      ? text
      : NO_TEXT;

/** For what is no text: a rule names it, by the place where it stands. */
const NO_TEXT = '';

/** One value a line. */
export const lines = <U extends Use>(values: readonly Expression<Scalar, U>[]): Template<U> =>
  template(values.flatMap((value, index) => (index === 0 ? [value] : ['\n', value])));

/** Text around values: text`Promote ${release}`. */
export const text = <U extends Use>(
  strings: TemplateStringsArray,
  ...values: readonly Expression<Scalar, U>[]
): Template<U> =>
  template(
    strings.flatMap((string, index) => {
      const value = values[index];
      return value === undefined ? [string] : [string, value];
    }),
  );

const NONE: readonly never[] = [];

/** The expressions inside a value; none in what is no value, which a rule names. */
export function expressionsIn(
  value: Value | Expression<Scalar | Structure> | undefined,
): readonly Expression<Scalar | Structure>[] {
  if (typeof value !== 'object' || value === null) return NONE;
  if (value.kind === 'expression') return isExpression(value) ? [value] : NONE;
  return Array.isArray(value.parts) ? value.parts.filter(isExpression) : NONE;
}
