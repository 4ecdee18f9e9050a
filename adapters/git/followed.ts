import { posix } from 'node:path';
import { Refusal } from '../../domain/refusal.ts';
import type { Found } from '../../engine/image-tag/source.ts';

/** What a tree of git has at a path. */
export interface TreeEntry {
  readonly id: string;
  readonly link: boolean;
}

/** As Linux: a path with more links in it goes in circles. */
const MOST_LINKS = 40;

/** What lies at a path of a tree, behind every link: those on the way to it, and the one that it may be itself.
 *  @param entryAt asked for each folder on the way. @throws Refusal for a link out of the repository, or in circles */
export async function followed(
  entryAt: (path: string) => Promise<TreeEntry | undefined>,
  targetOf: (id: string) => Promise<string>,
  path: string,
  left = MOST_LINKS,
): Promise<Found | undefined> {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  let place = '';
  for (const [index, part] of parts.entries()) {
    const here = part === '..' ? posix.dirname(place) : posix.join(place, part);
    if (part === '..' && place === '') throw refusal(`"${path}" leads out of the repository`);
    const entry = await entryAt(here === '.' ? '' : here);
    if (entry === undefined) return undefined;
    if (entry.link) {
      const target = await targetOf(entry.id);
      if (posix.isAbsolute(target)) throw refusal(`The link "${here}" leads out of the repository`);
      if (left === 0) throw refusal(`The link "${here}" leads in circles`);
      // Not normalised: ".." after a link means the folder above what it leads to.
      return followed(entryAt, targetOf, [place, target, ...parts.slice(index + 1)].join('/'), left - 1);
    }
    place = here === '.' ? '' : here;
  }
  const entry = await entryAt(place);
  return entry === undefined ? undefined : { path: place, id: entry.id };
}

const refusal = (what: string): Refusal =>
  new Refusal('context-not-of-commit', `${what}, so no commit says what would be built. Put the file itself there.`);
