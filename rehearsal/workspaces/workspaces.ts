import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitRepository } from '../github/git.ts';
import { git } from '../github/git-command.ts';
import { type Clone, PreparedRepositories } from './prepared-repositories.ts';
import { WorkingTrees } from './working-trees.ts';

/** Puts commits into the workspaces of jobs, as `actions/checkout` does: a clone of its own for each, with the whole tree. */
export class Workspaces {
  readonly #repositories: PreparedRepositories;
  readonly #trees: WorkingTrees;

  /** @param folder for what is kept between jobs; on the file system of the workspaces, or nothing can be kept. */
  constructor(source: GitRepository, folder: string) {
    this.#repositories = new PreparedRepositories(source, join(folder, 'clones'));
    this.#trees = new WorkingTrees(join(folder, 'trees'));
  }

  /** Whatever `directory` holds of the tree's names is overwritten, and the rest stays. */
  async checkOut(directory: string, clone: Clone): Promise<void> {
    const isEmpty = (await readdir(directory)).length === 0;
    const index = join(directory, '.git', 'index');
    const known = isEmpty ? await this.#trees.lend(directory) : await readFile(index).catch(() => undefined);
    await this.#repositories.place(clone, directory);
    if (known !== undefined) await writeFile(index, known);
    await git(['-C', directory, 'reset', '--quiet', '--hard', clone.sha]);
    if (isEmpty) await this.#trees.note(directory);
  }

  /** Takes back what it needs of the folder of a job of which no process is left, before the folder is removed. */
  reclaim(folder: string): Promise<void> {
    return this.#trees.reclaim(folder);
  }
}
