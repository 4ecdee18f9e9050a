/** Reads the pairs that a step wrote to GITHUB_ENV, GITHUB_OUTPUT or GITHUB_STATE: `name=value` lines and `name<<delimiter` blocks.
 *  Each pair counts as soon as it is read. @throws with the runner's sentence at the first malformed line.
 *  @see https://github.com/actions/runner src/Runner.Worker/FileCommandManager.cs (EnvFileKeyValuePairs) */
export function readPairs(text: string, apply: (name: string, value: string) => void): void {
  let index = 0;
  const nextLine = (): { readonly line: string; readonly ended: boolean } | undefined => {
    if (index >= text.length) return undefined;
    const feed = text.indexOf('\n', index);
    const line = feed < 0 ? text.slice(index) : text.slice(index, feed);
    index = feed < 0 ? text.length : feed + 1;
    return { line, ended: feed >= 0 };
  };
  for (let read = nextLine(); read !== undefined; read = nextLine()) {
    const { line } = read;
    if (line === '') continue;
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      apply(line.slice(0, equals), line.slice(equals + 1));
    } else if (heredoc >= 0) {
      const name = line.slice(0, heredoc);
      const delimiter = line.slice(heredoc + 2);
      if (name === '' || delimiter === '') {
        throw new Error(`Invalid format '${line}'. Name must not be empty and delimiter must not be empty`);
      }
      const lines: string[] = [];
      for (let part = nextLine(); part?.line !== delimiter; part = nextLine()) {
        if (part === undefined) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
        if (!part.ended) throw new Error('Invalid value. EOF marker missing new line.');
        lines.push(part.line);
      }
      apply(name, lines.join('\n'));
    } else {
      throw new Error(`Invalid format '${line}'`);
    }
  }
}

/** Entries that a step wrote to GITHUB_PATH, one a line. Here, and only here, a carriage return ends a line too.
 *  @see https://github.com/actions/runner src/Runner.Worker/FileCommandManager.cs (AddPathFileCommand) */
export const readPath = (text: string): readonly string[] => text.split(/\r\n|\r|\n/).filter((line) => line !== '');

/** What a step wrote, as .NET reads it: a byte order mark says how, and is no part of it. */
export function decodeFile(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}
