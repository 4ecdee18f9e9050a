import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beat, lookAtOwner, type Ownership, ownerText } from './owner-file.ts';

const POLL_MILLISECONDS = 100;
const MINUTE = 60_000;

/** A process that exits in the middle of work gives its locks back. */
const held = new Set<string>();
process.once('exit', () => {
  for (const file of held) rmSync(file, { force: true });
});

/** Runs the work while no other process does work under the same file. A lock whose owner is gone is taken over. */
export async function exclusively<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  await mkdir(dirname(file), { recursive: true });
  while (!(await made(file, ownerText()))) {
    if (!(await takenAway(file))) await delay(POLL_MILLISECONDS);
  }
  const rest = beat(file);
  held.add(file);
  try {
    return await work();
  } finally {
    rest();
    await rm(file, { force: true });
    held.delete(file);
  }
}

/** Whether a lock binds nobody any more.
 *  @param quiet milliseconds since its owner has last touched it */
export function isFree(ownership: Ownership, quiet: number): boolean {
  switch (ownership) {
    case 'alive':
      return false;
    case 'dead':
      return true;
    // Its owner touches it three times a minute, wherever that is; one that names nobody is just being written.
    case 'unseen':
    case 'unnamed':
      return quiet > 5 * MINUTE;
  }
}

/** Removes, of the locks in a folder, those that bind nobody any more. */
export function removeFreeLocks(folder: string, now: number): void {
  for (const name of entries(folder).filter((one) => one.endsWith('.lock'))) {
    const { ownership, quiet } = lookAtOwner(join(folder, name), now);
    if (isFree(ownership, quiet)) rmSync(join(folder, name), { force: true });
  }
}

/** Takes a lock away that binds nobody. Of all who find that out, one does: whoever makes the claim to this very lock, and finds it still
 *  there then. @returns whether it was worth a new attempt at once */
async function takenAway(file: string): Promise<boolean> {
  const { ownership, quiet } = lookAtOwner(file, Date.now());
  if (!isFree(ownership, quiet)) return false;
  const text = await readFile(file, 'utf8').catch(() => undefined);
  const claim = `${file}.claim`;
  if (text === undefined) return false;
  if (!(await made(claim, text))) {
    // Whoever claims it needs no second for that; a claim that stays is a dead one's.
    if (lookAtOwner(claim, Date.now()).quiet > MINUTE) rmSync(claim, { force: true });
    return false;
  }
  try {
    const same = readText(file) === text;
    if (same) rmSync(file, { force: true });
    return same;
  } finally {
    rmSync(claim, { force: true });
  }
}

async function made(file: string, text: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(text);
    await handle.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}

const readText = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

const entries = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};
