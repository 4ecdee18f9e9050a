import { posix } from 'node:path';
import { getExecOutput } from '@actions/exec';
import { type CommitSha, parseCommitSha } from '../../domain/commit.ts';
import type { Found, Source } from '../../engine/image-tag/source.ts';
import { followed, type TreeEntry } from './followed.ts';

/** A checkout, read by git. A shallow one is enough: it has all of the commit that is checked out. */
export class GitSource implements Source {
  readonly #workspace: string;
  /** A commit never changes, and paths share their folders: each is listed once. */
  readonly #folders = new Map<string, Promise<ReadonlyMap<string, TreeEntry>>>();

  constructor(workspace: string) {
    this.#workspace = workspace;
  }

  async head(): Promise<CommitSha> {
    const { exitCode, stdout, stderr } = await this.#git('rev-parse', '--verify', 'HEAD');
    if (exitCode !== 0) {
      throw new Error(`${this.#workspace} is no checkout: ${stderr.trim()}. Run actions/checkout before this step.`);
    }
    return parseCommitSha(stdout.trim());
  }

  async find(commit: CommitSha, path: string): Promise<Found | undefined> {
    return followed(
      (place) => this.#entry(commit, place),
      (id) => this.text(id),
      path,
    );
  }

  async #entry(commit: CommitSha, path: string): Promise<TreeEntry | undefined> {
    if (path !== '') return (await this.#folder(commit, parentOf(path))).get(posix.basename(path));
    const { exitCode, stdout } = await this.#git('rev-parse', '--verify', '--quiet', `${commit}^{tree}`);
    return exitCode === 0 ? { id: stdout.trim(), link: false } : undefined;
  }

  /** What lies in a folder; nothing, where there is no folder. */
  #folder(commit: CommitSha, path: string): Promise<ReadonlyMap<string, TreeEntry>> {
    const tree = `${commit}:${path}`;
    const known = this.#folders.get(tree);
    if (known !== undefined) return known;
    const listed = this.#git('ls-tree', '-z', '--full-tree', tree).then(({ exitCode, stdout }) =>
      entriesOf(exitCode === 0 ? stdout : ''),
    );
    this.#folders.set(tree, listed);
    return listed;
  }

  async text(id: string): Promise<string> {
    const { exitCode, stdout, stderr } = await this.#git('cat-file', 'blob', id);
    if (exitCode !== 0) throw new Error(`git cannot read ${id} in ${this.#workspace}: ${stderr.trim()}.`);
    return stdout;
  }

  async changed(paths: readonly string[]): Promise<readonly string[]> {
    const places = fromRoot(paths);
    const [differing, flagged] = await Promise.all([
      this.#list('diff', '--no-ext-diff', '--name-only', '-z', 'HEAD', '--', ...places),
      this.#list('ls-files', '--full-name', '-v', '-z', '--', ...places),
    ]);
    // In lower case: "assume unchanged". "S": left out of a sparse checkout. Of neither does git see what it is now.
    const unseen = flagged.filter((line) => /^[a-zS] /.test(line)).map((line) => line.slice(2));
    return [...new Set([...differing, ...unseen])];
  }

  async untracked(paths: readonly string[]): Promise<readonly string[]> {
    return this.#list('ls-files', '--full-name', '--others', '-z', '--', ...fromRoot(paths));
  }

  async #list(...parameters: readonly string[]): Promise<readonly string[]> {
    const { exitCode, stdout, stderr } = await this.#git(...parameters);
    if (exitCode !== 0) throw new Error(`git ${parameters[0]} failed in ${this.#workspace}: ${stderr.trim()}.`);
    return stdout.split('\0').filter((path) => path !== '');
  }

  /** The workspace may belong to another user, as it does in job containers; it is the one that the runner gave us.
   *  @see https://git-scm.com/docs/git-config#Documentation/git-config.txt-safedirectory */
  async #git(...parameters: readonly string[]): Promise<{ exitCode: number; stdout: string; stderr: string }> {
    const literal = parameters.some((each) => each.startsWith(':(')) ? [] : ['--literal-pathspecs'];
    return getExecOutput('git', ['-c', `safe.directory=${this.#workspace}`, ...literal, ...parameters], {
      cwd: this.#workspace,
      silent: true,
      ignoreReturnCode: true,
    });
  }
}

const parentOf = (path: string): string => (path.includes('/') ? posix.dirname(path) : '');

/** `<mode> <type> <id>\t<name>`, each ended by NUL.
 *  @see https://git-scm.com/docs/git-ls-tree#_output_format */
const entriesOf = (listing: string): ReadonlyMap<string, TreeEntry> =>
  new Map(
    [...listing.matchAll(/(\d+) \w+ ([0-9a-f]+)\t([^\0]+)\0/g)].map(([, mode, id = '', name = '']) => [
      name,
      { id, link: mode === '120000' },
    ]),
  );

const fromRoot = (paths: readonly string[]): readonly string[] => paths.map((path) => `:(top,literal)${path}`);
