import { NotRehearsed } from '../workflow/problems.ts';

/** One instruction of a Dockerfile, as written: variables are not expanded yet. */
export interface Instruction {
  /** Upper case. */
  readonly keyword: string;
  /** `--name=value` and `--name` before the arguments. */
  readonly flags: ReadonlyMap<string, string>;
  readonly text: string;
  /** Line of the file where it begins. */
  readonly line: number;
}

/** A Dockerfile that cannot be built anywhere, with the place that is wrong. */
export class DockerfileError extends Error {
  override readonly name = 'DockerfileError';
  constructor(file: string, line: number, message: string) {
    super(`${file}:${line}: ${message}`);
  }
}

/** Splits a Dockerfile into instructions: joins continued lines, drops comments, takes flags apart.
 *  @see https://docs.docker.com/reference/dockerfile/#format
 *  @throws {NotRehearsed} for a here-document or an escape character other than the backslash. */
export function parseDockerfile(file: string, source: string): readonly Instruction[] {
  const escaping = /^#\s*escape\s*=\s*(\S)/im.exec(source.split(/^[^#]/m)[0] ?? '')?.[1];
  if (escaping !== undefined && escaping !== '\\') {
    throw new NotRehearsed(`the escape character "${escaping}"`, { file, line: 1 });
  }
  const instructions: Instruction[] = [];
  let open: { line: number; parts: string[] } | undefined;
  for (const [index, raw] of source
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    // Comment and empty lines vanish, inside a continued instruction too.
    if (/^\s*(#|$)/.test(raw)) continue;
    open ??= { line: index + 1, parts: [] };
    const continued = /\\[ \t]*$/.test(raw);
    open.parts.push(continued ? raw.replace(/\\[ \t]*$/, '') : raw);
    if (continued) continue;
    instructions.push(instruction(file, open.line, open.parts.join('').trim()));
    open = undefined;
  }
  if (open !== undefined) instructions.push(instruction(file, open.line, open.parts.join('').trim()));
  return instructions;
}

function instruction(file: string, line: number, text: string): Instruction {
  const [, keyword = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
  if (/(^|\s)<<-?\s*["']?\w/.test(rest)) throw new NotRehearsed('a here-document', { file, line });
  const flags = new Map<string, string>();
  let remaining = rest;
  for (let found = FLAG.exec(remaining); found !== null; found = FLAG.exec(remaining)) {
    flags.set(found[1] ?? '', found[2] ?? '');
    remaining = remaining.slice(found[0].length);
  }
  return { keyword: keyword.toUpperCase(), flags, text: remaining, line };
}

const FLAG = /^--([a-z][\w-]*)(?:=(\S*))?\s+/;
