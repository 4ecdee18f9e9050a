import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Delivery } from '../domain/delivery.ts';
import type { Folder } from '../rehearsal/story/folder.ts';
import { readFolder } from '../rehearsal/story/read-folder.ts';

const read = async (path: string): Promise<string | undefined> => {
  try {
    return readFileSync(join(import.meta.dirname, '..', path), 'utf8');
  } catch {
    return undefined;
  }
};

/** A delivery of this repository, with what its folder tells stories. */
export const withFolder = async (delivery: Delivery): Promise<Delivery & { readonly folder: Folder }> => ({
  ...delivery,
  folder: await readFolder(read, delivery),
});
