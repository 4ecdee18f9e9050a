import { NotRehearsed } from './problems.ts';

/** The sentence of whatever was thrown, for the result that it becomes. It looks at the message and not at the class, because errors
 *  of Node itself are of another class where code runs in a context of its own.
 *  @throws {NotRehearsed} when it is given one: what GitHub would have done is not known, so it is nobody's result */
export const sentenceOf = (error: unknown): string => {
  if (error instanceof NotRehearsed) throw error;
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
};
