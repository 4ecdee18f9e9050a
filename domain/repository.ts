import type { Problem } from './problem.ts';

/** A repository on GitHub. Names can be given to others; the numbers are never used again, so identities are bound to them.
 *  `gh api repos/OWNER/NAME --jq '.id, .owner.id'` tells them. */
export interface GitHubRepository {
  readonly kind: 'github';
  readonly owner: string;
  readonly name: string;
  readonly id: string;
  readonly ownerId: string;
}

export const github = (repository: Omit<GitHubRepository, 'kind'>): GitHubRepository => ({
  kind: 'github',
  ...repository,
});

/** People whose accounts a company manages have its short name behind "_", and may own repositories. */
const OWNER = /^(?=.{1,39}$)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:_[A-Za-z0-9]+)?$/;
const NAME = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;
/** As GitHub writes them into a token: text, without a leading zero. */
const ID = /^[1-9]\d{0,18}$/;

/** Everything that is wrong with a repository: all of it ends up in conditions, commands and paths. */
export function repositoryProblems({ owner, name, id, ownerId }: GitHubRepository, at: string): Problem[] {
  const wanted: readonly [string, string, RegExp, string][] = [
    ['owner', owner, OWNER, 'Wanted the login of a GitHub user or organization.'],
    ['name', name, NAME, 'Wanted the name of a GitHub repository, without its owner.'],
    ['id', id, ID, "Wanted the repository's number as text; `gh api repos/OWNER/NAME --jq .id` tells it."],
    ['ownerId', ownerId, ID, "Wanted the owner's number as text; `gh api repos/OWNER/NAME --jq .owner.id` tells it."],
  ];
  return wanted
    .filter(([, value, pattern]) => !pattern.test(value))
    .map(([field, value, , message]) => ({ field: `${at}.${field}`, value, message }));
}
