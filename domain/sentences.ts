const ENDED = /[.!?…]["'”’)\]]*$/;

/** One text of several sentences, some of them in the words of others, who may leave out the full stop. What is empty or `undefined` is
 *  left out. */
export const inSentences = (...parts: readonly (string | undefined)[]): string =>
  parts
    .flatMap((part) => part?.trim() || [])
    .map((part) => (ENDED.test(part) ? part : `${part}.`))
    .join(' ');
