import type { Use } from './context.ts';
import { type Expression, expression, type Scalar } from './expression.ts';

/** Code that this language cannot say, as it is. Rules read it like every other; what it evaluates to is believed. `sluice check` lists it.
 *  @param why in one sentence, for whoever reviews it */
export const untypedExpression = <T extends Scalar = string, U extends Use = never>(
  code: string,
  { uses, why }: { readonly uses: readonly U[]; readonly why: string },
): Expression<T, U> => expression<T, U>(code, { uses, binding: 'or', operands: [], door: why });

/** A text that somebody without rights can choose, where something else than an environment variable takes it: a reference that is only
 *  checked out, for example. `sluice check` lists it.
 *  @param why it can do no harm there */
export const trusting = <T extends Scalar, U extends Use>(
  value: Expression<T, U>,
  why: string,
): Expression<T, Exclude<U, 'tainted'>> =>
  expression<T, Exclude<U, 'tainted'>>(value.code, {
    ...value,
    uses: value.uses.filter((use): use is Exclude<U, 'tainted'> => use !== 'tainted'),
    door: why,
  });
