import { spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lookAtOwner, type Ownership, ownerText } from './owner-file.ts';

/** In a folder, the file that names whose it is. */
export const OWNER_FILE = '.owner';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Says that a folder is this process's. @returns the file that says it */
export function ownFolder(folder: string): string {
  const file = join(folder, OWNER_FILE);
  writeFileSync(file, ownerText());
  return file;
}

/** Whether nobody needs a folder any more.
 *  @param quiet milliseconds since its owner, or anybody, has last touched it */
export function isAbandoned(ownership: Ownership, quiet: number): boolean {
  switch (ownership) {
    case 'alive':
      return false;
    case 'dead':
      return true;
    // Its owner touches it three times a minute, wherever that is; only a machine that sleeps may be late.
    case 'unseen':
      return quiet > DAY;
    // Somebody is just making it, or it was made by an older version.
    case 'unnamed':
      return quiet > HOUR;
  }
}

/** Folders of a parent whose owner needs them no more, by the names that a pattern knows. */
export const abandonedIn = (parent: string, pattern: RegExp, now: number): readonly string[] =>
  readdirSync(parent)
    .filter((name) => pattern.test(name))
    .map((name) => join(parent, name))
    .filter((folder) => {
      const { ownership, quiet } = lookAtOwner(join(folder, OWNER_FILE), now);
      const touched = ownership === 'unnamed' ? statSync(folder, { throwIfNoEntry: false })?.mtimeMs : undefined;
      return isAbandoned(ownership, touched === undefined ? quiet : now - touched);
    });

/** Removes a folder, also what a job has made read only, or deeper than a path may be long. Another user's folder stays: nothing must fail
 *  because of it. */
export function discard(folder: string): void {
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  try {
    remove();
  } catch {
    try {
      makeWritable(folder);
      remove();
    } catch {
      // It goes down folder by folder, where Node names each by its whole path.
      spawnSync('rm', ['-rf', '--', folder], { stdio: 'ignore' });
    }
  }
}

function makeWritable(folder: string): void {
  if (!lstatSync(folder).isDirectory()) return;
  chmodSync(folder, 0o700);
  for (const name of readdirSync(folder)) makeWritable(join(folder, name));
}
