import { toText } from './expression.ts';
import type { Token } from './token.ts';
import { unexpected } from './typed-value.ts';
import type { Value } from './value.ts';

/** The value of an input of a called workflow, of the type that it declares; a text is made of anything that is no list and no object,
 *  and nothing is made of a text. @returns GitHub's sentence for what does not fit */
export function typedInput(type: string, value: Value, token: Token): Value | Error {
  if (type === 'string' && (typeof value !== 'object' || value === null)) return toText(value);
  return typeof value === type ? value : unexpected(token, value);
}
