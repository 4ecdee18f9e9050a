import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { git } from '../../../rehearsal/github/git-command.ts';

/** What jobs of a delivery need of this repository: the workflows, the actions as they run, and the code that is delivered. */
const NEEDED = ['.github/workflows', 'actions/dist', 'actions/*/action.yml', 'examples/ai-agent-platform'];

/** A small checkout of its own, in which files may be bent on disk. */
export interface ScratchCheckout {
  readonly folder: string;
  write(path: string, text: string): Promise<void>;
  remove(): Promise<void>;
}

/** Copies what is needed of a checkout. @param generated files that are written over it */
export async function scratchCheckout(
  checkout: string,
  generated: ReadonlyMap<string, string>,
): Promise<ScratchCheckout> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-drill-'));
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  const listed = await git(['-C', checkout, 'ls-files', '-z', '--', ...NEEDED]);
  for (const path of listed.toString('utf8').split('\0').slice(0, -1)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await copyFile(join(checkout, path), join(folder, path));
  }
  for (const [path, text] of generated) await write(path, text);
  await git(['init', '--quiet', folder]);
  return { folder, write, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) };
}
