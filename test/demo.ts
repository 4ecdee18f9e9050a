import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { platform } from '../examples/ai-agent-platform/sluice.config.ts';
import type { Folder } from '../rehearsal/story/folder.ts';
import { readFolder } from '../rehearsal/story/read-folder.ts';

const read = async (path: string): Promise<string | undefined> => {
  try {
    return readFileSync(join(import.meta.dirname, '..', path), 'utf8');
  } catch {
    return undefined;
  }
};

/** The demo, with what its folder tells stories. */
export const DEMO: typeof platform & { readonly folder: Folder } = {
  ...platform,
  folder: await readFolder(read, platform),
};
