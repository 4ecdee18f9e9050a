import { posix } from 'node:path';
import type { Delivery } from '../../domain/delivery.ts';
import type { GitRepository } from '../github/git.ts';
import { dockerfilePath, type Folder } from './folder.ts';
import { readHints } from './hints.ts';

/** A file that a delivery may have for rehearsals, in the folder that its paths are meant from. */
export const HINTS_FILE = 'sluice.rehearsal.json';

/** What stories want to know, as it is on the default branch. */
export const folderIn = (
  git: Pick<GitRepository, 'file'>,
  delivery: Pick<Delivery, 'root' | 'services'>,
): Promise<Folder> => readFolder(async (path) => (await git.file('HEAD', path))?.toString('utf8'), delivery);

/** Reads what stories want to know. @param read a file, from the root of the repository; `undefined` for none
 *  @throws a sentence for a file of hints that says what is not understood */
export async function readFolder(
  read: (path: string) => Promise<string | undefined>,
  { root, services }: Pick<Delivery, 'root' | 'services'>,
): Promise<Folder> {
  const dockerfiles = await Promise.all(
    services.map(async (service) => [service.name, (await read(dockerfilePath({ root }, service))) ?? ''] as const),
  );
  const path = posix.join(root, HINTS_FILE);
  const text = await read(path);
  return { dockerfiles: new Map(dockerfiles), hints: text === undefined ? new Map() : readHints(path, text) };
}
