import type { CommitSha } from '../../domain/commit.ts';
import type { Branches } from '../../engine/promotion/branches.ts';
import type { GitHubApi } from './api.ts';
import { GitHubError } from './github-error.ts';
import { text } from './narrow.ts';

/** @see https://docs.github.com/en/rest/commits/commits#compare-two-commits */
export class GitHubBranches implements Branches {
  readonly #api: GitHubApi;

  constructor(api: GitHubApi) {
    this.#api = api;
  }

  async contains(head: CommitSha, commit: CommitSha): Promise<boolean> {
    if (head === commit) return true;
    try {
      const parameters = { basehead: `${commit}...${head}`, per_page: 1 };
      const compared = await this.#api.call('GET /compare/{basehead}', parameters, { repeat: 'on-trouble' });
      const status = text(compared, 'status');
      if (status === 'ahead' || status === 'identical') return true;
      if (status === 'behind' || status === 'diverged') return false;
      throw new GitHubError(`GitHub does not tell how ${commit} and ${head} compare: "${status}".`, undefined);
    } catch (error) {
      if (error instanceof GitHubError && error.answer.status === 404) return false;
      throw error;
    }
  }
}
