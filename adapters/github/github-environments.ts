import type { BranchRule, EnvironmentRules, Environments, Reviewer } from '../../engine/approval/environments.ts';
import type { GitHubApi } from './api.ts';
import { GitHubError } from './github-error.ts';
import { count, field, list, text } from './narrow.ts';

/** The protection rules that GitHub has for environments.
 *  @see https://docs.github.com/en/rest/deployments/environments#get-an-environment */
export class GitHubEnvironments implements Environments {
  readonly #api: GitHubApi;

  constructor(api: GitHubApi) {
    this.#api = api;
  }

  async read(name: string): Promise<EnvironmentRules | undefined> {
    const environment = await this.#api
      .call('GET /environments/{environment_name}', { environment_name: name }, { repeat: 'on-trouble' })
      .catch((error: unknown) => {
        if (error instanceof GitHubError && error.answer.status === 404) return undefined;
        throw error;
      });
    if (environment === undefined) return undefined;
    const branches = await this.#branches(name, field(environment, 'deployment_branch_policy'));
    return { ...environmentRules(name, environment), branches };
  }

  /** @see https://docs.github.com/en/rest/deployments/branch-policies */
  async #branches(name: string, policy: unknown): Promise<BranchRule> {
    if (policy === null || policy === undefined) return { kind: 'any' };
    if (field(policy, 'custom_branch_policies') !== true) return { kind: 'protected' };
    const admitted: { kind: 'branch' | 'tag'; pattern: string }[] = [];
    const route = 'GET /environments/{environment_name}/deployment-branch-policies';
    for await (const each of this.#api.pages(route, { environment_name: name }, (page) =>
      field(page, 'branch_policies'),
    )) {
      admitted.push({ kind: field(each, 'type') === 'tag' ? 'tag' : 'branch', pattern: text(each, 'name') ?? '' });
    }
    return { kind: 'custom', admitted };
  }
}

/** What GitHub's answer about an environment says of people; branches are asked apart. A rule that is not in it counts as not there. */
export function environmentRules(name: string, environment: unknown): Omit<EnvironmentRules, 'branches'> {
  const rule = list(environment, 'protection_rules').find((each) => field(each, 'type') === 'required_reviewers');
  return {
    name,
    reviewers: list(rule, 'reviewers').map(reviewer),
    selfReview: field(rule, 'prevent_self_review') === true ? 'refused' : 'possible',
    bypass: field(environment, 'can_admins_bypass') === false ? 'refused' : 'possible',
  };
}

/** Users by login, teams by slug; what GitHub adds later still counts as a reviewer, by its type. */
function reviewer(value: unknown): Reviewer {
  const who = field(value, 'reviewer');
  const type = text(value, 'type');
  const name = text(who, 'login') ?? text(who, 'slug') ?? text(who, 'name') ?? String(type);
  return { kind: type === 'User' ? 'user' : type === 'Team' ? 'team' : 'other', id: count(who, 'id'), name };
}
