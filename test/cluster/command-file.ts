/** Reads what a step appended to GITHUB_OUTPUT or GITHUB_STATE: `name=value` lines, and `name<<DELIMITER` blocks.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#multiline-strings
 *  @throws for a block without its end, which the runner refuses as well. */
export function parseCommandFile(text: string): Readonly<Record<string, string>> {
  const lines = text.split(/\r?\n/);
  const values: Record<string, string> = {};
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const equals = line.indexOf('=');
    const block = line.indexOf('<<');
    if (block >= 0 && (equals < 0 || block < equals)) {
      const delimiter = line.slice(block + 2);
      const end = lines.indexOf(delimiter, at + 1);
      if (end < 0)
        throw new Error(`The value of ${line.slice(0, block)} never ends: no line ${JSON.stringify(delimiter)}.`);
      values[line.slice(0, block)] = lines.slice(at + 1, end).join('\n');
      at = end;
    } else if (equals > 0) {
      values[line.slice(0, equals)] = line.slice(equals + 1);
    } else {
      throw new Error(`${JSON.stringify(line)} is neither "name=value" nor "name<<DELIMITER".`);
    }
  }
  return values;
}
