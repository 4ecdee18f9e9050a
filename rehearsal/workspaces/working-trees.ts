import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { keepUntouched, type Seal, seal, TICK_MILLISECONDS } from './seal.ts';

interface Spare {
  readonly tree: string;
  readonly index: Uint8Array;
  readonly seal: Seal;
}

interface Lent {
  readonly index: Uint8Array;
  readonly seal: Seal;
}

/** Checked out files that go from one job to the next instead of being deleted and written again, which is most of what a checkout
 *  costs. A job can tell no difference from a fresh one: of the files only those stay that nothing has touched since git wrote them,
 *  `.git` is always new, and git brings the rest to the commit. */
export class WorkingTrees {
  readonly #folder: string;
  readonly #spares: Spare[] = [];
  readonly #lent = new Map<string, Lent>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Puts files into an empty directory, where there are any. @returns git's index of them, for the directory's `.git`. */
  async lend(directory: string): Promise<Uint8Array | undefined> {
    const spare = this.#spares.pop();
    if (spare === undefined) return undefined;
    try {
      await rename(spare.tree, directory);
      return spare.index;
    } catch {
      await rm(spare.tree, { recursive: true, force: true });
      return undefined;
    }
  }

  /** Notes the state of a directory in which a job begins to work now, so that its files can be used again. */
  async note(directory: string): Promise<void> {
    // Elsewhere nobody makes sure that no process of the job is left when its files are taken back.
    if (process.platform !== 'linux') return;
    let sealed = seal(directory);
    if (sealed.young) {
      await delay(TICK_MILLISECONDS);
      sealed = seal(directory);
    }
    this.#lent.set(directory, { index: await readFile(join(directory, '.git', 'index')), seal: sealed.seal });
  }

  /** Takes back what lies below the folder of a job of which no process is left. */
  async reclaim(folder: string): Promise<void> {
    for (const [directory, { index, seal }] of this.#lent) {
      if (!directory.startsWith(folder + sep)) continue;
      this.#lent.delete(directory);
      if (!keepUntouched(directory, seal)) continue;
      await mkdir(this.#folder, { recursive: true });
      const tree = join(await mkdtemp(join(this.#folder, 'tree-')), 'files');
      const moved = await rename(directory, tree).then(
        () => true,
        () => false,
      );
      if (moved) this.#spares.push({ tree, index, seal });
    }
  }
}
