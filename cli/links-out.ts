import { lstatSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { Refusal } from '../domain/refusal.ts';

/** Nothing is written where a link leads: to a file that is somebody's own, or out of the repository.
 *  @throws {Refusal} that names every such path, before anything is written */
export function refuseLinks(root: string, paths: readonly string[]): void {
  const inside = realpathSync(root);
  const led = paths.filter((path) => isLink(join(root, path)) || !isWithin(inside, folderOf(join(root, path))));
  if (led.length === 0) return;
  const which = led.length === 1 ? 'this path' : 'these paths';
  throw new Refusal(
    'path-elsewhere',
    `A link leads away from ${which}, and nothing is written where it leads:\n${led.map((path) => `  ${path}`).join('\n')}\nReplace the link by a file or a folder of the repository. Nothing was written.`,
  );
}

const isLink = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true;

/** Where the folder of a file really is; of one that is to be made, the nearest that is there. A link to nothing leads to itself. */
function folderOf(file: string): string {
  const folder = dirname(file);
  if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) return folderOf(folder);
  try {
    return realpathSync(folder);
  } catch {
    return sep;
  }
}

const isWithin = (root: string, folder: string): boolean => {
  const way = relative(root, folder);
  return way !== '..' && !way.startsWith(`..${sep}`) && way !== folder;
};
