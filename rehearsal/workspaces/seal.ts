import { lstatSync, readdirSync, rmdirSync, rmSync, type Stats } from 'node:fs';
import { join } from 'node:path';

/** What the file system said of every file and folder of a tree at one moment, by path; the tree itself is ''. */
export type Seal = ReadonlyMap<string, Mark>;

/** Times in milliseconds, to a quarter of a microsecond: a thousandth of what a file system tells apart. */
type Mark = Pick<Stats, 'ino' | 'mode' | 'uid' | 'gid'> & Partial<Pick<Stats, 'size' | 'mtimeMs' | 'ctimeMs'>>;

/** File systems stamp with the system's tick, 10 ms at the most: a file may change within one tick and keep its stamp. */
export const TICK_MILLISECONDS = 20;

/** Seals a tree, its `.git` left out. Files that changed less than a tick ago are not sealed, so that they will not be found untouched.
 *  @returns also whether there are such files. */
export function seal(directory: string): { readonly seal: Seal; readonly young: boolean } {
  const limit = Date.now() - TICK_MILLISECONDS;
  const found = new Map<string, Mark>();
  let young = false;
  walk(directory, '', (path, stats) => {
    if (stats.isDirectory() || stats.ctimeMs < limit) found.set(path, mark(stats));
    else young = true;
    return true;
  });
  return { seal: found, young };
}

/** Removes from a tree everything that is not as it was sealed: nobody can set the time of a file's last change, so a file with the
 *  same time was not written, replaced, renamed, linked or given other rights. `.git` always goes.
 *  @returns false when the tree itself has changed; it is of no use then. */
export function keepUntouched(directory: string, sealed: Seal): boolean {
  try {
    if (!isSame(mark(lstatSync(directory)), sealed.get(''))) return false;
    rmSync(join(directory, '.git'), { recursive: true, force: true });
    // How many entries each folder keeps, those of folders before those of what is in them.
    const kept = new Map<string, number>();
    walk(directory, '', (path, stats) => {
      const untouched = isSame(mark(stats), sealed.get(path));
      if (!untouched) rmSync(join(directory, path), { recursive: true, force: true });
      else {
        if (stats.isDirectory()) kept.set(path, 0);
        count(kept, dirname(path), 1);
      }
      return untouched;
    });
    // Git knows no empty folders, so that it would not remove them either.
    for (const folder of [...kept.keys()].slice(1).reverse()) {
      if (kept.get(folder) !== 0) continue;
      rmdirSync(join(directory, folder));
      count(kept, dirname(folder), -1);
    }
    return true;
  } catch {
    return false;
  }
}

const dirname = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

const count = (kept: Map<string, number>, folder: string, change: number): void => {
  kept.set(folder, (kept.get(folder) ?? 0) + change);
};

/** Visits a folder before what is in it; a folder for which `visit` says no is not entered. */
function walk(root: string, folder: string, visit: (path: string, stats: Stats) => boolean): void {
  if (folder === '') visit('', lstatSync(root));
  for (const name of readdirSync(`${root}/${folder}`)) {
    const path = folder === '' ? name : `${folder}/${name}`;
    if (path === '.git') continue;
    const stats = lstatSync(`${root}/${path}`);
    if (visit(path, stats) && stats.isDirectory()) walk(root, path, visit);
  }
}

/** A folder's times change with what is in it, and each of that is looked at by itself. */
function mark(stats: Stats): Mark {
  const { ino, mode, uid, gid } = stats;
  if (stats.isDirectory()) return { ino, mode, uid, gid };
  const { size, mtimeMs, ctimeMs } = stats;
  return { ino, mode, uid, gid, size, mtimeMs, ctimeMs };
}

const isSame = (one: Mark, other: Mark | undefined): boolean =>
  one.ino === other?.ino &&
  one.mode === other.mode &&
  one.uid === other.uid &&
  one.gid === other.gid &&
  one.size === other.size &&
  one.mtimeMs === other.mtimeMs &&
  one.ctimeMs === other.ctimeMs;
