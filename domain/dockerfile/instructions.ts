/** One instruction of a Dockerfile as one line: `FROM`, and what follows it. */
export interface DockerInstruction {
  /** Upper case. */
  readonly keyword: string;
  readonly text: string;
}

/** A Dockerfile taken apart. */
export interface DockerInstructions {
  /** What its first lines say to the builder: `syntax`, `escape`. */
  readonly directives: ReadonlyMap<string, string>;
  readonly instructions: readonly DockerInstruction[];
}

const DIRECTIVE = /^#\s*(syntax|escape|check)\s*=\s*(.*?)\s*$/i;

/** Joins continued lines, drops comments and the bodies of here-documents: a `FROM` in those starts no stage.
 *  @throws a sentence for a here-document without an end, behind which anything could stand
 *  @see https://docs.docker.com/reference/dockerfile/#format */
export function dockerInstructions(source: string): DockerInstructions {
  const lines = source.replace(/^\ufeff/, '').split(/\r?\n/);
  const directives = new Map<string, string>();
  for (const line of lines) {
    const [, name = '', value = ''] = DIRECTIVE.exec(line) ?? [];
    if (name === '') break;
    directives.set(name.toLowerCase(), value);
  }
  const continues = directives.get('escape') === '`' ? /`[ \t]*$/ : /\\[ \t]*$/;
  const instructions: DockerInstruction[] = [];
  let open: string | undefined;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    // Comments and empty lines vanish, inside a continued instruction too.
    if (/^\s*(#|$)/.test(line)) continue;
    const whole = (open ?? '') + line.replace(continues, '');
    open = continues.test(line) ? whole : undefined;
    if (open !== undefined) continue;
    const instruction = instructionOf(whole);
    instructions.push(instruction);
    for (const document of hereDocuments(instruction)) at = endOf(document, lines, at);
  }
  if (open !== undefined) instructions.push(instructionOf(open));
  return { directives, instructions };
}

function instructionOf(line: string): DockerInstruction {
  const [, keyword = '', text = ''] = /^\s*(\S+)\s*(.*)$/s.exec(line) ?? [];
  return { keyword: keyword.toUpperCase(), text: text.trim() };
}

interface HereDocument {
  readonly name: string;
  /** `<<-` lets its end be set in by tabs. */
  readonly tabs: boolean;
}

/** @see https://docs.docker.com/reference/dockerfile/#here-documents */
function hereDocuments({ keyword, text }: DockerInstruction): readonly HereDocument[] {
  if (!['RUN', 'COPY', 'ADD'].includes(keyword)) return [];
  const unquoted = text.replace(/(?<!<<-?)("(?:[^"\\]|\\.)*"|'[^']*')/g, '');
  return [...unquoted.matchAll(/(?<![<\w])\d*<<(-?)(["']?)([A-Za-z_][\w.-]*)\2(?=[\s;|&)>]|$)/g)].map(
    ([, dash, , name = '']) => ({ name, tabs: dash === '-' }),
  );
}

function endOf({ name, tabs }: HereDocument, lines: readonly string[], from: number): number {
  const end = lines.findIndex((line, at) => at > from && (tabs ? line.replace(/^\t+/, '') : line) === name);
  if (end < 0)
    throw new Error(`The here-document "${name}" of the Dockerfile has no end. End it with a line "${name}".`);
  return end;
}
