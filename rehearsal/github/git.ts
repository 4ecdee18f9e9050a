import { lstatSync } from 'node:fs';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git } from './git-command.ts';
import { ObjectReader } from './object-reader.ts';

/** Who a commit says it is from. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  /** Any form that git accepts; default: a minute after the first parent, so that the same history has the same commits. */
  readonly date?: string;
}

export interface CommitInfo {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: { readonly name: string; readonly email: string; readonly date: string };
  readonly committer: { readonly name: string; readonly email: string; readonly date: string };
  readonly message: string;
}

/** Contents of a path after a commit; `undefined` deletes it. */
export type Changes = ReadonlyMap<string, string | Uint8Array | undefined>;

/** 2026-01-01. */
const FIRST_COMMIT = '1767225600 +0000';

const NOBODY: Signature = { name: 'Rehearsal', email: 'rehearsal@localhost' };

/** Jobs fetch the commit of their run, whatever branches point to by then; GitHub allows that too. Nothing is made small, because it
 *  is read more often than it would be worth. */
const CONFIGURATION = '[uploadpack]\n\tallowAnySHA1InWant = true\n[core]\n\tcompression = 0\n[pack]\n\twindow = 0\n';

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
      .filter((path) => path !== '' && isFile(join(checkout, path)));
    const sha = await repository.#withIndex(async (env) => {
      await git([`--git-dir=${directory}`, `--work-tree=${checkout}`, 'update-index', '--add', '-z', '--stdin'], {
        env,
        input: paths.join('\0'),
      });
      return repository.#commit(env, [], message, author ?? NOBODY);
    });
    for (const branch of branches) await repository.setBranch(branch, sha);
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
    author: Signature = NOBODY,
  ): Promise<string> {
    const sha = await this.#withIndex(async (env) => {
      await this.#git(['read-tree', parent], { env });
      const lines: string[] = [];
      for (const [path, content] of changes) {
        const mode = (await this.#text(['ls-tree', parent, '--', path])).split(' ')[0] || '100644';
        if (content === undefined) lines.push(`0 ${'0'.repeat(40)}\t${path}\0`);
        else lines.push(`${mode} ${await this.#text(['hash-object', '-w', '--stdin'], { input: content })}\t${path}\0`);
      }
      await this.#git(['update-index', '-z', '--index-info'], { env, input: lines.join('') });
      return this.#commit(env, [parent], message, author);
    });
    await this.setBranch(branch, sha);
    return sha;
  }

  /** Commits the tree of `from` on top of the branch, with both as parents or as one squashed commit.
   *  @returns the new commit. @throws when the two conflict. */
  async merge(
    branch: string,
    from: string,
    { message, author = NOBODY, squash = false }: { message: string; author?: Signature; squash?: boolean },
  ): Promise<string> {
    const target = await this.resolve(fullName(branch));
    const source = await this.resolve(from);
    if (target === undefined || source === undefined) {
      throw new Error(`${from} cannot be merged into ${branch}: one of the two does not exist.`);
    }
    const tree = (await this.#text(['merge-tree', '--write-tree', target, source])).split('\n')[0] ?? '';
    const parents = squash ? [target] : [target, source];
    const sha = await this.#commitTree(tree, parents, message, author);
    await this.setBranch(branch, sha);
    return sha;
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

  /** A file's bytes at a commit; `undefined` when there is no such file. */
  async file(commit: string, path: string): Promise<Buffer | undefined> {
    const found = await this.#objects.read(`${commit}:${path}`);
    return found?.type === 'blob' ? found.content : undefined;
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

  async commit(sha: string): Promise<CommitInfo> {
    const fields = ['%H', '%T', '%P', '%an', '%ae', '%aI', '%cn', '%ce', '%cI', '%B'].join('%x00');
    const text = (await this.#git(['log', '-1', `--format=${fields}`, sha])).toString('utf8');
    const [id = '', tree = '', parents = '', an = '', ae = '', ad = '', cn = '', ce = '', cd = '', body = ''] =
      text.split('\0');
    return {
      sha: id,
      tree,
      parents: parents.split(' ').filter((parent) => parent !== ''),
      author: { name: an, email: ae, date: utc(ad) },
      committer: { name: cn, email: ce, date: utc(cd) },
      message: body.trimEnd(),
    };
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

  async #commit(env: Record<string, string>, parents: readonly string[], message: string, author: Signature) {
    return this.#commitTree(await this.#text(['write-tree'], { env }), parents, message, author);
  }

  async #commitTree(tree: string, parents: readonly string[], message: string, author: Signature): Promise<string> {
    const date = author.date ?? (await this.#dateAfter(parents[0]));
    const who = (role: string): Record<string, string> => ({
      [`GIT_${role}_NAME`]: author.name,
      [`GIT_${role}_EMAIL`]: author.email,
      [`GIT_${role}_DATE`]: date,
    });
    return this.#text(['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent]), '-F', '-'], {
      env: { ...who('AUTHOR'), ...who('COMMITTER') },
      input: message,
    });
  }

  async #dateAfter(parent: string | undefined): Promise<string> {
    if (parent === undefined) return FIRST_COMMIT;
    return `${Number(await this.#text(['log', '-1', '--format=%ct', parent])) + 60} +0000`;
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

/** GitHub shows commit dates in UTC without fractions. */
const utc = (date: string): string => new Date(date).toISOString().replace('.000Z', 'Z');

/** Whether git would keep it as a file: a submodule is listed too, but is a folder. */
const isFile = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === false;

const fullName = (branch: string): string => (branch.startsWith('refs/') ? branch : `refs/heads/${branch}`);
