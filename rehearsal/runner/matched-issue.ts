import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { Annotation } from './annotation.ts';
import { ownText } from './own-path.ts';
import type { Match } from './problem-matcher.ts';

/** Where the job's files are, and by what its repository is known. */
export interface MatchPlace {
  readonly workspace: string;
  readonly serverUrl: string;
  /** `owner/name`. */
  readonly repository: string;
}

/** The annotation that a match becomes; `undefined` where GitHub makes none: without a message, or of a severity that it does not know.
 *  @see https://github.com/actions/runner src/Runner.Worker/Handlers/OutputManager.cs (ConvertToIssue) */
export function matchedIssue(match: Match, place: MatchPlace): Annotation | undefined {
  const message = match.message ?? '';
  const level = LEVELS[(match.severity ?? '').toLowerCase()];
  if (message.trim() === '' || level === undefined) return undefined;
  const file = repositoryFile(match, place);
  const code = match.code?.trim() ?? '';
  return {
    level,
    message,
    properties: {
      ...(file === undefined ? {} : { file }),
      ...number('line', match.line),
      ...number('col', match.column),
      ...(code === '' ? {} : { code }),
    },
  };
}

const LEVELS: Readonly<Record<string, Annotation['level']>> = {
  '': 'error',
  error: 'error',
  warning: 'warning',
  notice: 'notice',
};

const number = (name: string, text: string | undefined): Readonly<Record<string, string>> =>
  /^\d+$/.test(text ?? '') ? { [name]: String(Number(text)) } : {};

/** The file as the repository calls it; none for a file that is not there, or in no checkout of this repository. */
function repositoryFile({ file = '', fromPath = '' }: Match, place: MatchPlace): string | undefined {
  if (file.trim() === '') return undefined;
  const rooted = fromPath.trim() === '' || isAbsolute(file) ? file : join(dirname(fromPath), file);
  const path = resolve(place.workspace, rooted);
  if (!existsSync(path)) return undefined;
  const root = checkoutAround(dirname(path), place);
  return root === undefined ? undefined : relative(root, path);
}

function checkoutAround(folder: string, place: MatchPlace): string | undefined {
  const config = ownText(join(folder, '.git', 'config'));
  if (config !== undefined) {
    const host = URL.canParse(place.serverUrl) ? new URL(place.serverUrl).hostname : '';
    const wanted = [`url = ${place.serverUrl}/${place.repository}`, `url = git@${host}:${place.repository}.git`];
    const lines = config.split('\n');
    const own = lines.some((line) => wanted.some((one) => one.toLowerCase() === line.trim().toLowerCase()));
    return own ? folder : undefined;
  }
  const parent = dirname(folder);
  return parent === folder ? undefined : checkoutAround(parent, place);
}
