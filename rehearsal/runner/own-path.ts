import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { open, readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { isBelow } from '../enclosure/sandbox/mounts.ts';

/** A path that lies in a folder, also after every link on the way. The runner and stand-ins for actions work outside of the job's
 *  sandbox: a link that a job has made must not lead them to files that the job itself may not see.
 *  @throws when it leads out of the folder */
export async function ownPath(folder: string, path: string): Promise<string> {
  const real = await furthest(path);
  if (!isBelow(real, folder)) throw new Error(`${path} leads to ${real}, which is not the job's own.`);
  return path;
}

/** Where a path really leads, as far as it is there. */
async function furthest(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || path === dirname(path)) throw error;
    // What is not there yet would be made where a link leads to.
    const target = await readlink(path).catch(() => undefined);
    if (target !== undefined) return furthest(resolve(dirname(path), target));
    return join(await furthest(dirname(path)), basename(path));
  }
}

/** Neither a link nor a pipe holds up or misleads whoever opens it so. */
const PLAIN = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** The text of a file that is no link, read at once; `undefined` when there is none. */
export function ownText(path: string): string | undefined {
  try {
    const file = openSync(path, PLAIN);
    try {
      return fstatSync(file).isFile() ? readFileSync(file, 'utf8') : undefined;
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

/** The bytes of a file that is no link; `undefined` when there is none. */
export async function readOwnFile(path: string): Promise<Buffer | undefined> {
  try {
    const file = await open(path, PLAIN);
    try {
      return (await file.stat()).isFile() ? await file.readFile() : undefined;
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}
