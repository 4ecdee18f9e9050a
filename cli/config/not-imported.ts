import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Something that a file imports and Node does not find or take. */
export interface NotImported {
  readonly sentence: string;
  /** Its last word, as it stands in the import. */
  readonly name: string;
  /** The file that imports it, where Node says which. */
  readonly importer: string | undefined;
}

/** What Node says of an import that it cannot follow, in words; `undefined` for every other error.
 *  @see https://nodejs.org/api/esm.html#mandatory-file-extensions */
export function notImported({ message }: Error): NotImported | undefined {
  const importer = / imported from (\/.+)$/m.exec(message)?.[1];
  const missing = /^Cannot find (?:module|package) '([^']+)' imported from/.exec(message)?.[1];
  const folder = /^Directory import '([^']+)' is not supported/.exec(message)?.[1];
  const json = /^Module "(file:[^"]+)" needs an import attribute of "type: json"/.exec(message)?.[1];
  const path = missing ?? folder ?? (json === undefined ? undefined : fileURLToPath(json));
  if (path === undefined) return undefined;
  return { sentence: sentence(path, { json: json !== undefined }), name: basename(bareName(path)), importer };
}

function sentence(path: string, { json }: { readonly json: boolean }): string {
  if (json) return `${basename(path)} is imported as JSON only with { type: 'json' } behind it.`;
  if (path.startsWith('@/') || path.startsWith('~'))
    return `there is no package "${path}", and paths of tsconfig.json are not looked at: import the file by where it is.`;
  if (!path.startsWith('/')) return `there is no package "${path}"; install it.`;
  const meant = ENDINGS.map((ending) => `${bareName(path)}${ending}`).find(isFile);
  const what = existsSync(path) ? `${path} is a folder` : `there is no file ${path}`;
  return meant === undefined
    ? `${what}.`
    : `${what}: Node takes names of files as they stand there, so say "${meant.slice(path.lastIndexOf('/') + 1)}".`;
}

/** Compilers let sources be named as what they become, without an ending, or by their folder. */
const ENDINGS: readonly string[] = ['.ts', '.mts', '.js', '.mjs', '/index.ts', '/index.js'];
const bareName = (path: string): string => path.replace(/\.m?js$/, '');
const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** The line of a file that imports something by its name; `undefined` where none does. */
export function lineOfImport(file: string, name: string): number | undefined {
  const lines = readFileSync(file, 'utf8').split('\n');
  const index = lines.findIndex((line) => /\b(?:from|import|require)\b/.test(line) && line.includes(name));
  return index < 0 ? undefined : index + 1;
}
