import type { GeneratedFile } from '../domain/generated-file.ts';
import { listedFiles } from './file-list.ts';
import { isMarked } from './marked-files.ts';
import { readText } from './repository-files.ts';

/** Files that an earlier synthesis made, that nothing makes any longer, and that still say so themselves: what somebody has put in their
 *  place is not ours. */
export function leftOver(root: string, generated: readonly GeneratedFile[]): readonly string[] {
  const made = new Set(generated.map(({ path }) => path));
  return listedFiles((path) => readText(root, path)).filter(
    (path) => !made.has(path) && isMarked(path, readText(root, path) ?? '', ANYWHERE),
  );
}

/** Only what was generated is listed. */
const ANYWHERE = /^/;
