import { type PatternPart, readPattern } from './pattern-parts.ts';

/** A pattern of `on.push` and the like, to be compared with names. */
export interface FilterPattern {
  test(name: string): boolean;
}

/** What a filter pattern means. All ways to read a name are gone at once, so that none takes longer than its length times that of the name:
 *  a regular expression may take years for a pattern of forty letters.
 *  @throws {SyntaxError} for what cannot be read
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet */
export function filterPattern(pattern: string): FilterPattern {
  const parts = readPattern(pattern);
  return {
    test(name) {
      let places = withLeaps(parts, new Set([0]));
      for (const letter of name) places = withLeaps(parts, afterLetter(parts, places, letter));
      return places.has(parts.length);
    },
  };
}

/** Places between the parts that a letter leads to. */
function afterLetter(parts: readonly PatternPart[], places: ReadonlySet<number>, letter: string): Set<number> {
  const next = new Set<number>();
  for (const place of places) {
    const part = parts[place];
    if (part?.takes(letter) === true) next.add(part.again ? place : place + 1);
  }
  return next;
}

/** With those that no letter is needed for. A set that grows while it is walked is walked to its new end. */
function withLeaps(parts: readonly PatternPart[], places: Set<number>): Set<number> {
  for (const place of places) for (const leap of parts[place]?.leaps ?? []) places.add(place + leap);
  return places;
}

/** What of a pattern cannot be read, if anything: `?` and `+` are about a character before them.
 *  @see https://github.com/orgs/community/discussions/128694 */
export function patternProblem(pattern: string): string | undefined {
  const plain = pattern.replace(/^!/, '');
  try {
    filterPattern(plain);
    return undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return `the pattern "${pattern}"`;
    throw error;
  }
}

/** Whether a name is admitted by a list of patterns: a later `!pattern` takes out what an earlier one let in, and the other way
 *  round. */
export function admits(patterns: readonly string[], name: string): boolean {
  let admitted = false;
  for (const pattern of patterns) {
    const negative = pattern.startsWith('!');
    if (filterPattern(negative ? pattern.slice(1) : pattern).test(name)) admitted = !negative;
  }
  return admitted;
}
