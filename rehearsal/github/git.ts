import { lstatSync } from 'node:fs';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { basename, dirname } from 'node:path/posix';
import { type CommitInfo, readCommit } from './commit-object.ts';
import { git } from './git-command.ts';
import { importStream, type NewCommit, type PathChange } from './import-stream.ts';
import { ObjectReader } from './object-reader.ts';
import { readTree, type TreeEntry } from './tree-object.ts';

/** Name and email of a commit, and when it was made. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  /** ISO 8601; default: a minute after the first parent, so that the same history has the same commits. */
  readonly date?: string;
}

/** Contents of a path after a commit; `undefined` deletes it. */
export type Changes = ReadonlyMap<string, string | Uint8Array | undefined>;

/** 2026-01-01, in seconds. */
const FIRST_COMMIT = 1767225600;

const NOBODY: Signature = { name: 'Rehearsal', email: 'rehearsal@localhost' };

/** Jobs fetch the commit of their run, whatever branches point to by then; GitHub allows that too. Nothing is made small, because it
 *  is read more often than it would be worth; and a new commit is one file. */
const CONFIGURATION = [
  ...['[uploadpack]', '\tallowAnySHA1InWant = true', '[core]', '\tcompression = 0', '[pack]', '\twindow = 0'],
  ...['[fastimport]', '\tunpackLimit = 1', ''],
].join('\n');

/** A bare repository that the rehearsal writes: GitHub's side of a clone. */
export class GitRepository {
  readonly directory: string;
  readonly #objects: ObjectReader;

  private constructor(directory: string) {
    this.directory = directory;
    this.#objects = new ObjectReader(directory);
  }

  /** Makes `directory` a bare repository whose only commit, on each of `branches`, holds what the checkout would commit now:
   *  tracked and new files with their present contents, ignored ones left out. The checkout itself is only read.
   *  @throws when `checkout` is no git checkout. */
  static async fromCheckout(
    checkout: string,
    directory: string,
    { branches, message, author }: { branches: readonly string[]; message: string; author?: Signature },
  ): Promise<GitRepository> {
    await git(['init', '--quiet', '--bare', `--initial-branch=${branches[0] ?? 'main'}`, directory]);
    await appendFile(join(directory, 'config'), CONFIGURATION);
    const repository = new GitRepository(directory);
    const listed = await git(['-C', checkout, 'ls-files', '-z', '--cached', '--others', '--exclude-standard']);
    const paths = listed
      .toString('utf8')
      .split('\0')
      .filter((path) => path !== '' && !isFolder(join(checkout, path)));
    const tree = await repository.#withIndex(async (env) => {
      // In the checkout: from a folder below it git would take every path to be below that folder.
      const of = ['-C', checkout, `--git-dir=${resolve(directory)}`, `--work-tree=${checkout}`];
      // A file that is deleted meanwhile is like one that was deleted before.
      await git([...of, 'update-index', '--add', '--remove', '-z', '--stdin'], { env, input: paths.join('\0') });
      return repository.#text(['write-tree'], { env });
    });
    await repository.#commit({ refs: branches.map(fullName), parents: [], message, changes: [whole(tree)] }, author);
    return repository;
  }

  static open(directory: string): GitRepository {
    return new GitRepository(directory);
  }

  /** Commits the changes on top of `parent` and moves the branch there, as a push does. @returns the new commit. */
  async commitFiles(
    branch: string,
    parent: string,
    changes: Changes,
    message: string,
    author?: Signature,
  ): Promise<string> {
    const made = await Promise.all(
      [...changes].map(async ([path, content]): Promise<PathChange> => {
        if (content === undefined) return { path, gone: true };
        const beside = await this.entries(parent, dirname(path));
        const before = beside.find(({ name, mode }) => name === basename(path) && mode !== '40000');
        return { path, mode: before?.mode ?? '100644', content };
      }),
    );
    return this.#commit({ refs: [fullName(branch)], parents: [parent], message, changes: made }, author);
  }

  /** Commits the tree of `from` on top of the branch, with both as parents or as one squashed commit.
   *  @returns the new commit. @throws when the two conflict. */
  async merge(
    branch: string,
    from: string,
    { message, author, squash = false }: { message: string; author?: Signature; squash?: boolean },
  ): Promise<string> {
    const target = await this.resolve(fullName(branch));
    const source = await this.resolve(from);
    if (target === undefined || source === undefined) {
      throw new Error(`${from} cannot be merged into ${branch}: one of the two does not exist.`);
    }
    const tree = (await this.#text(['merge-tree', '--write-tree', target, source])).split('\n')[0] ?? '';
    const parents = squash ? [target] : [target, source];
    return this.#commit({ refs: [fullName(branch)], parents, message, changes: [whole(tree)] }, author);
  }

  /** @param branch its name, or the full name of another ref: `refs/pull/1/head` */
  async setBranch(branch: string, sha: string): Promise<void> {
    await this.#git(['update-ref', fullName(branch), sha]);
  }

  /** The commit behind a branch, tag, `refs/…` name or sha; `undefined` when there is none. */
  async resolve(reference: string): Promise<string | undefined> {
    const names = reference.startsWith('refs/')
      ? [reference]
      : [reference, `refs/heads/${reference}`, `refs/tags/${reference}`];
    for (const name of names) {
      const found = await this.#objects.read(`${name}^{commit}`);
      if (found !== undefined) return found.sha;
    }
    return undefined;
  }

  /** Names and commits of all refs below `prefix`, `refs/heads/` and the like. */
  async refs(prefix: string): Promise<readonly { readonly ref: string; readonly sha: string }[]> {
    const lines = await this.#text(['for-each-ref', '--format=%(refname) %(objectname)']);
    return lines.split('\n').flatMap((line) => {
      const [ref = '', sha = ''] = line.split(' ');
      return ref.startsWith(prefix) ? [{ ref, sha }] : [];
    });
  }

  /** The branch that HEAD names: the default one. */
  async defaultBranch(): Promise<string> {
    return this.#text(['symbolic-ref', '--short', 'HEAD']);
  }

  /** A file's bytes at a commit; `undefined` when there is no such file. */
  async file(commit: string, path: string): Promise<Buffer | undefined> {
    const found = await this.#objects.read(`${commit}:${path}`);
    return found?.type === 'blob' ? found.content : undefined;
  }

  /** What a folder holds at a commit; nothing where there is none. @param folder `.` is the whole tree */
  async entries(commit: string, folder: string): Promise<readonly TreeEntry[]> {
    const found = await this.#objects.read(`${commit}:${folder === '.' ? '' : folder}`);
    return found?.type === 'tree' ? readTree(found.content) : [];
  }

  /** A tree by its own id; `undefined` where there is none of it. */
  async tree(sha: string): Promise<readonly TreeEntry[] | undefined> {
    const found = await this.#objects.read(sha);
    return found?.type === 'tree' ? readTree(found.content) : undefined;
  }

  /** Paths of all files below a folder at a commit; '' is the whole tree. */
  async files(commit: string, folder = ''): Promise<readonly string[]> {
    const scope = folder === '' ? [] : ['--', folder];
    return list(await this.#git(['ls-tree', '-r', '-z', '--name-only', commit, ...scope]));
  }

  /** Puts all files of a commit into a folder, without a repository around them. */
  async place(commit: string, folder: string): Promise<void> {
    await this.#withIndex(async (env) => {
      await this.#git(['read-tree', commit], { env });
      await git([`--git-dir=${this.directory}`, `--work-tree=${folder}`, 'checkout-index', '--all'], { env });
    });
  }

  /** Paths that differ between two commits; a rename is two of them. */
  async changedFiles(from: string, to: string): Promise<readonly string[]> {
    return list(await this.#git(['diff-tree', '-r', '-z', '--name-only', '--no-renames', from, to]));
  }

  /** @throws when there is no such commit. */
  async commit(sha: string): Promise<CommitInfo> {
    const found = await this.#objects.read(`${sha}^{commit}`);
    if (found === undefined) throw new Error(`There is no commit ${sha} in ${this.directory}.`);
    return readCommit(found.sha, found.content);
  }

  /** Commits that `head` has and `base` has not, oldest first. */
  async between(base: string, head: string): Promise<readonly string[]> {
    return (await this.#text(['rev-list', '--reverse', `${base}..${head}`])).split('\n').filter((sha) => sha !== '');
  }

  async #withIndex<Result>(work: (env: Record<string, string>) => Promise<Result>): Promise<Result> {
    const folder = await mkdtemp(join(tmpdir(), 'rehearsal-index-'));
    try {
      return await work({ GIT_INDEX_FILE: join(folder, 'index') });
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  /** Makes a commit and moves its refs, wherever they were. @returns its id */
  async #commit(commit: Omit<NewCommit, 'by'>, { name, email, date }: Signature = NOBODY): Promise<string> {
    const parents = await Promise.all(commit.parents.map((parent) => this.commit(parent)));
    const [first] = parents;
    const next = first === undefined ? FIRST_COMMIT : secondsOf(first.committer.date) + 60;
    const by = { name, email, seconds: date === undefined ? next : secondsOf(date) };
    const input = importStream({ ...commit, parents: parents.map(({ sha }) => sha), by });
    return this.#text(['fast-import', '--quiet', '--done', '--force'], { input });
  }

  #git(args: readonly string[], options: Parameters<typeof git>[1] = {}): Promise<Buffer> {
    return git([`--git-dir=${this.directory}`, ...args], options);
  }

  async #text(args: readonly string[], options: Parameters<typeof git>[1] = {}): Promise<string> {
    return (await this.#git(args, options)).toString('utf8').trimEnd();
  }
}

const list = (output: Buffer): string[] =>
  output
    .toString('utf8')
    .split('\0')
    .filter((path) => path !== '');

const secondsOf = (date: string): number => Math.floor(Date.parse(date) / 1000);

const whole = (tree: string): PathChange => ({ path: '', mode: '040000', sha: tree });

/** A submodule is listed with the files. */
const isFolder = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

const fullName = (branch: string): string => (branch.startsWith('refs/') ? branch : `refs/heads/${branch}`);
