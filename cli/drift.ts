import type { GeneratedFile } from '../domain/generated-file.ts';

/** A generated file that is not what its source makes it. */
export interface Drift {
  readonly path: string;
  /** First line that differs, from 1; `undefined` where the whole file is missing or should not be there. */
  readonly line: number | undefined;
  readonly source: string;
  readonly message: string;
}

/** Compares files with what their sources make of them, byte by byte. `readFile` answers `undefined` for a file that is missing. */
export function findDrift(
  generated: readonly GeneratedFile[],
  readFile: (path: string) => string | undefined,
): Drift[] {
  return generated.flatMap((file): Drift[] => {
    const found = readFile(file.path);
    if (found === undefined) return [{ path: file.path, line: undefined, source: file.source, message: 'is missing' }];
    const line = firstDifference(file.content, found);
    return line === undefined
      ? []
      : [{ path: file.path, line, source: sourceAt(file, line), message: difference(file.content, found, line) }];
  });
}

/** Files that carry the header of a generated file and are generated no longer. */
export function findOrphans(generated: readonly GeneratedFile[], marked: readonly string[]): Drift[] {
  const known = new Set(generated.map(({ path }) => path));
  return marked
    .filter((path) => !known.has(path))
    .map((path) => ({
      path,
      line: undefined,
      source: 'none',
      message: 'is generated no longer; "sluice synth" removes it',
    }));
}

export const describeDrift = ({ path, line, source, message }: Drift): string =>
  `${path}${line === undefined ? '' : `:${line}`} ${message}\n  source: ${source}`;

function firstDifference(wanted: string, found: string): number | undefined {
  if (wanted === found) return undefined;
  const [a, b] = [wanted.split('\n'), found.split('\n')];
  const index = a.findIndex((text, position) => text !== b[position]);
  return (index < 0 ? a.length : index) + 1;
}

function difference(wanted: string, found: string, line: number): string {
  const [one = '<end of file>', other = '<end of file>'] = [wanted, found].map((text) => text.split('\n')[line - 1]);
  const column = [...one].findIndex((character, index) => character !== other[index]);
  const from = Math.max(0, (column < 0 ? one.length : column) - SHOWN / 2);
  const part = (text: string): string =>
    JSON.stringify(text.length <= SHOWN ? text : `${from === 0 ? '' : '…'}${text.slice(from, from + SHOWN)}…`);
  return `differs from its source\n  wanted: ${part(one)}\n  found:  ${part(other)}`;
}

/** So much of a line is shown: some lines of bundles have hundreds of thousands of characters. */
const SHOWN = 160;

/** The symbol behind a line: the last section that starts at or before it. */
const sourceAt = ({ source, sections = [] }: GeneratedFile, line: number): string =>
  sections.findLast((section) => section.line <= line)?.source ?? source;
