/** Splits the arguments of a command line as .NET does for the runner: at blanks outside of double quotes, and a backslash is one but
 *  before a quote.
 *  @see https://learn.microsoft.com/en-us/dotnet/api/system.diagnostics.processstartinfo.arguments */
export function splitArguments(line: string): readonly string[] {
  const result: string[] = [];
  let current: string | undefined;
  let quoted = false;
  for (let index = 0; index < line.length; index++) {
    const character = line[index] ?? '';
    if (character === '\\') {
      const { length } = /^\\+/.exec(line.slice(index))?.[0] ?? '';
      const beforeQuote = line[index + length] === '"';
      current = (current ?? '') + '\\'.repeat(beforeQuote ? Math.floor(length / 2) : length);
      index += length - 1;
      if (beforeQuote && length % 2 === 1) {
        current += '"';
        index++;
      }
    } else if (character === '"') {
      if (quoted && line[index + 1] === '"') {
        current = `${current ?? ''}"`;
        index++;
      } else {
        quoted = !quoted;
        current ??= '';
      }
    } else if (!quoted && /[ \t]/.test(character)) {
      if (current !== undefined) result.push(current);
      current = undefined;
    } else {
      current = (current ?? '') + character;
    }
  }
  if (current !== undefined) result.push(current);
  return result;
}
