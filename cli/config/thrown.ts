import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { repositoryOf } from './find-config.ts';
import { lineOfImport, notImported } from './not-imported.ts';

/** Where the words of a delivery are: what they refuse is wrong in the file that calls them. */
const WORDS = fileURLToPath(new URL('../../domain/', import.meta.url));

/** The config that was run, and where one stands. */
export interface Ran {
  readonly file: string;
  readonly folder: string;
}

/** What a config threw, as a sentence behind file and line: those of the user's own code that led there. */
export function explained(thrown: unknown, { file, folder }: Ran): string {
  const { file: at, line } = placeOf(thrown, file);
  return `${relative(folder, at)}${line === undefined ? '' : `:${line}`}: ${sentence(completed(thrown, file))}`;
}

/** What the repository lacks is said with what is wrong with the delivery. The class may be that of another Sluice. */
function completed(thrown: unknown, file: string): unknown {
  if (!(thrown instanceof Error && 'with' in thrown && typeof thrown.with === 'function')) return thrown;
  const root = repositoryOf(dirname(file));
  return thrown.with((path: string) => existsSync(join(root, path)));
}

/** A value of any kind: not all of them can be written as JSON. */
export const shown = (value: unknown): string =>
  typeof value === 'string'
    ? JSON.stringify(value)
    : inspect(value, { depth: 1, breakLength: Number.POSITIVE_INFINITY });

function sentence(thrown: unknown): string {
  if (!(thrown instanceof Error)) return `the config throws ${shown(thrown)}, which is no error.`;
  const message = thrown.message.trim();
  // By name: the config may have a Sluice of its own, whose classes are others.
  if (thrown.name === 'InvalidInput') return message;
  if (thrown instanceof SyntaxError) return `${message}. Nothing of it was run.`;
  return notImported(thrown)?.sentence ?? `the config throws ${thrown.name}: ${message}`;
}

/** Syntax errors begin their stack with their place, others list the calls that led to them. */
function placeOf(thrown: unknown, config: string): { readonly file: string; readonly line?: number } {
  const { stack } = thrown instanceof Error ? thrown : { stack: undefined };
  const [first = '', ...calls] = (stack ?? '').split('\n');
  const syntax = /^(file:\/\/\S+|\/.+):(\d+)$/.exec(first);
  if (syntax !== null) return { file: pathOf(syntax[1] ?? ''), line: Number(syntax[2]) };
  const lost = thrown instanceof Error ? notImported(thrown) : undefined;
  if (lost !== undefined) return placeIn(lost.importer ?? config, lost.name);
  const own = `${repositoryOf(dirname(config))}${sep}`;
  for (const call of calls) {
    const [, at = '', line] = /(?:\(|at (?:async )?)((?:file:\/\/)?\/.+?):(\d+):\d+\)?$/.exec(call) ?? [];
    const path = pathOf(at);
    const isOwn = path.startsWith(own) && !path.startsWith(WORDS) && !path.includes(`${sep}node_modules${sep}`);
    if (path === config || isOwn) return { file: path, line: Number(line) };
  }
  return { file: config };
}

const pathOf = (place: string): string => (place.startsWith('file://') ? fileURLToPath(place) : place);

function placeIn(file: string, name: string): { readonly file: string; readonly line?: number } {
  const line = lineOfImport(file, name);
  return line === undefined ? { file } : { file, line };
}
