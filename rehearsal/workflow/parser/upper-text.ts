/** Capitals as GitHub compares texts without case: letter by letter, so that none becomes two, and none that is not ASCII becomes one
 *  that is.
 *  @see https://github.com/actions/runner src/Sdk/Expressions/EvaluationResult.cs (StringComparison.OrdinalIgnoreCase) */
export const upperText = (text: string): string =>
  /^[\0-\x7f]*$/.test(text)
    ? text.toUpperCase()
    : Array.from({ length: text.length }, (_, index) => upper(text[index] ?? '')).join('');

function upper(letter: string): string {
  const capital = letter.toUpperCase();
  if (capital.length !== 1) return letter;
  return capital < '\x80' && letter >= '\x80' ? letter : capital;
}
