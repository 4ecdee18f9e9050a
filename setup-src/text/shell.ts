/** Words and calls of a shell, as people would write them: quoted only where they must be. */

const PLAIN = /^[A-Za-z0-9_./:@%+,=-]+$/;
const SPECIAL = /[$`"\\!\n]/;

/** One word that the shell takes as it stands. */
export const word = (text: string): string =>
  PLAIN.test(text)
    ? text
    : text.includes("'") && !SPECIAL.test(text)
      ? `"${text}"`
      : `'${text.replaceAll("'", `'\\''`)}'`;

/** A long rule in double quotes, one part a line: the shell takes out a backslash before the end of a line. */
export function ruleWord(parts: readonly string[]): string {
  if (parts.some((part) => SPECIAL.test(part)))
    throw new Error(`A shell would read more into this rule than it says: ${parts.join(' && ')}`);
  return `"\\\n${parts.join(' && \\\n').replaceAll(') || (', ') || \\\n(')}"`;
}
