import type { CommitFacts, Commits, Signature } from '../../engine/approval/commits.ts';
import type { GitHubApi } from './api.ts';
import { accountOf } from './asking-run.ts';
import { GitHubError } from './github-error.ts';
import { count, field, list, text } from './narrow.ts';

/** The commits that GitHub has, with the accounts that it links to them.
 *  @see https://docs.github.com/en/rest/commits/commits#compare-two-commits */
export class GitHubCommits implements Commits {
  readonly #api: GitHubApi;

  constructor(api: GitHubApi) {
    this.#api = api;
  }

  async between(base: string, head: string): Promise<readonly CommitFacts[] | undefined> {
    const found: CommitFacts[] = [];
    let total: number | undefined;
    const commitsOf = (page: unknown): unknown => {
      total = count(page, 'total_commits');
      return field(page, 'commits');
    };
    try {
      const route = 'GET /compare/{basehead}';
      for await (const commit of this.#api.pages(route, { basehead: `${base}...${head}` }, commitsOf))
        found.push(factsOf(commit));
    } catch (error) {
      if (error instanceof GitHubError && error.answer.status === 404) return undefined;
      throw error;
    }
    // Whoever made a commit that is not listed would not be kept from approving it.
    if (total !== found.length)
      throw new GitHubError(`GitHub lists ${found.length} of ${total} commits between ${base} and ${head}.`, undefined);
    return found;
  }

  async broughtBy(sha: string): Promise<readonly CommitFacts[]> {
    const commit = await this.#api.call('GET /commits/{ref}', { ref: sha }, { repeat: 'on-trouble' });
    const parent = text(list(commit, 'parents')[0], 'sha');
    return (parent === undefined ? undefined : await this.between(parent, sha)) ?? [factsOf(commit)];
  }
}

function factsOf(value: unknown): CommitFacts {
  const commit = field(value, 'commit');
  const sha = text(value, 'sha');
  const message = text(commit, 'message');
  if (sha === undefined || message === undefined)
    throw new GitHubError('GitHub told of a commit without its id or its message.', undefined);
  return { sha, message, author: signature(value, commit, 'author'), committer: signature(value, commit, 'committer') };
}

/** What git has stands in `commit`, the account beside it: null for an address that nobody has. */
function signature(value: unknown, commit: unknown, role: 'author' | 'committer'): Signature {
  const signed = field(commit, role);
  return {
    account: accountOf(field(value, role)),
    name: text(signed, 'name') ?? '',
    email: text(signed, 'email') ?? '',
  };
}
