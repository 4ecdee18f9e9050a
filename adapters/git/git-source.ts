import { getExecOutput } from '@actions/exec';
import { type CommitSha, parseCommitSha } from '../../domain/commit.ts';
import type { Source } from '../../engine/image-tag/source.ts';

/** A checkout, read by git. A shallow one is enough: it has all of the commit that is checked out. */
export class GitSource implements Source {
  readonly #workspace: string;

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

  async objectId(commit: CommitSha, path: string): Promise<string | undefined> {
    const { exitCode, stdout } = await this.#git('rev-parse', '--verify', '--quiet', `${commit}:${path}`);
    return exitCode === 0 ? stdout.trim() : undefined;
  }

  async changed(paths: readonly string[]): Promise<readonly string[]> {
    const places = paths.map((path) => `:(top,literal)${path}`);
    const { exitCode, stdout, stderr } = await this.#git('diff', '--name-only', '-z', 'HEAD', '--', ...places);
    if (exitCode !== 0) throw new Error(`git diff failed in ${this.#workspace}: ${stderr.trim()}.`);
    return stdout.split('\0').filter((path) => path !== '');
  }

  /** The workspace may belong to another user, as it does in job containers; it is the one that the runner gave us.
   *  @see https://git-scm.com/docs/git-config#Documentation/git-config.txt-safedirectory */
  async #git(...parameters: readonly string[]): Promise<{ exitCode: number; stdout: string; stderr: string }> {
    return getExecOutput('git', ['-c', `safe.directory=${this.#workspace}`, ...parameters], {
      cwd: this.#workspace,
      silent: true,
      ignoreReturnCode: true,
    });
  }
}
