/** The regular expression that a filter pattern of `on.push` and the like means.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet */
export function filterPattern(pattern: string): RegExp {
  let source = '';
  for (let index = 0; index < pattern.length; index += 1) {
    const rest = pattern.slice(index);
    const character = pattern[index] ?? '';
    const before = pattern[index - 1];
    if (rest.startsWith('**/') && (before === undefined || before === '/')) {
      source += '(?:.*/)?'; // `**/docs` matches `docs` too.
      index += 2;
    } else if (rest.startsWith('**')) {
      source += '.*';
      index += 1;
    } else if (character === '*') {
      source += '[^/]*';
    } else if (character === '?' || character === '+') {
      source += character; // Zero or one, one or more, of the character before.
    } else if (character === '[') {
      const end = pattern.indexOf(']', index);
      source += end < 0 ? '\\[' : `[${pattern.slice(index + 1, end).replace(/[\\^]/g, '\\$&')}]`;
      if (end >= 0) index = end;
    } else if (character === '\\' && index + 1 < pattern.length) {
      index += 1;
      source += escaped(pattern[index] ?? '');
    } else {
      source += escaped(character);
    }
  }
  return new RegExp(`^${source}$`, 's');
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

const escaped = (character: string): string => character.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

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
