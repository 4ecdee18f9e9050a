import { appendFile, copyFile, link, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitRepository } from '../github/git.ts';
import { git } from '../github/git-command.ts';

/** What a job's clone must hold. */
export interface Clone {
  readonly sha: string;
  /** The branch that is checked out; `undefined` for a detached head. */
  readonly branch: string | undefined;
  /** Commits of history; 0 for all of it and all branches. */
  readonly depth: number;
  /** Address that the clone names as its origin. */
  readonly origin: string;
}

/** `.git` folders of jobs. Git fetches each kind once; every later job gets a copy, in which only the packed objects are shared, as
 *  `git clone --local` shares them: git never writes to a pack.
 *  @see https://git-scm.com/docs/git-clone#Documentation/git-clone.txt---local */
export class PreparedRepositories {
  readonly #source: GitRepository;
  readonly #folder: string;
  readonly #prepared = new Map<string, Promise<string>>();

  constructor(source: GitRepository, folder: string) {
    this.#source = source;
    this.#folder = folder;
  }

  /** Makes `directory` a clone whose index is still empty, whatever it was before; its files stay. */
  async place(clone: Clone, directory: string): Promise<void> {
    const branches = clone.depth === 0 ? await this.#source.refs('refs/heads/') : [];
    const key = JSON.stringify([clone, branches]);
    const known = this.#prepared.get(key) ?? this.#prepare(clone);
    this.#prepared.set(key, known);
    const target = join(directory, '.git');
    await rm(target, { recursive: true, force: true });
    await copy(join(await known, '.git'), target, false);
  }

  async #prepare({ sha, branch, depth, origin }: Clone): Promise<string> {
    await mkdir(this.#folder, { recursive: true });
    const directory = await mkdtemp(join(this.#folder, 'clone-'));
    const run = (...args: readonly string[]) => git(['-C', directory, ...args]);
    await run('init', '--quiet', '--template=', `--initial-branch=${branch ?? 'main'}`);
    await appendFile(join(directory, '.git', 'config'), configuration(origin, branch));
    const fetch = (...refspecs: readonly string[]) =>
      run('-c', 'maintenance.auto=false', '-c', 'fetch.unpackLimit=1', 'fetch', '--quiet', '--no-tags', ...refspecs);
    const source = `file://${this.#source.directory}`;
    const tracking = `+${sha}:refs/remotes/origin/${branch ?? 'rehearsal'}`;
    const own = branch === undefined ? [] : [`+${sha}:refs/heads/${branch}`];
    if (depth === 0) await fetch(source, '+refs/heads/*:refs/remotes/origin/*');
    await fetch('--update-head-ok', ...(depth === 0 ? [] : [`--depth=${depth}`]), source, tracking, ...own);
    if (branch === undefined) await run('update-ref', '--no-deref', 'HEAD', sha);
    return directory;
  }
}

function configuration(origin: string, branch: string | undefined): string {
  const remote = `[remote "origin"]\n\turl = ${origin}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n`;
  if (branch === undefined) return remote;
  return `${remote}[branch "${branch.replaceAll('"', '\\"')}"]\n\tremote = origin\n\tmerge = refs/heads/${branch}\n`;
}

async function copy(source: string, target: string, shared: boolean): Promise<void> {
  await mkdir(target, { recursive: true });
  for (const entry of await readdir(source, { withFileTypes: true })) {
    const [from, to] = [join(source, entry.name), join(target, entry.name)];
    if (entry.isDirectory()) await copy(from, to, shared || entry.name === 'pack');
    else if (shared) await link(from, to).catch(() => copyFile(from, to));
    else await copyFile(from, to);
  }
}
