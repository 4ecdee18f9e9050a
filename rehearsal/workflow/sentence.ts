/** The sentence of whatever was thrown. It looks at the message and not at the class, because errors of Node itself are of another
 *  class where code runs in a context of its own. */
export const sentenceOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
