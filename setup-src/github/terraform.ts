import { label } from '../gcp/terraform.ts';
import { block, type HclBlock, reference } from '../text/hcl.ts';
import type { Environment } from './environments.ts';
import type { GitHubSetup } from './github-setup.ts';
import { FORBIDDEN, PULL_REQUEST, type Ruleset } from './rulesets.ts';

/** What a setup asks of GitHub, as Terraform's resources. It says the same as the script. */
export const githubBlocks = (setup: GitHubSetup): readonly HclBlock[] => [
  ...setup.variables.map(({ name, value }) =>
    block('resource', ['github_actions_variable', label(name)], {
      repository: setup.name,
      variable_name: name,
      value,
    }),
  ),
  ...lookups(setup),
  ...setup.environments.flatMap((environment) => [
    environmentBlock(setup, environment),
    ...environment.branches.map((pattern) =>
      block('resource', ['github_repository_environment_deployment_policy', label(`${environment.name}_${pattern}`)], {
        repository: setup.name,
        environment: reference(`github_repository_environment.${label(environment.name)}.environment`),
        branch_pattern: pattern,
      }),
    ),
  ]),
  block('resource', ['github_workflow_repository_permissions', 'yes_of_people'], {
    repository: setup.name,
    can_approve_pull_request_reviews: false,
  }),
  ...setup.rulesets.map((each) => rulesetBlock(setup, each)),
];

/** People and teams have numbers; Terraform looks them up, each once. */
function lookups({ environments }: GitHubSetup): HclBlock[] {
  const approvers = environments.flatMap(({ reviewers }) => reviewers);
  const names = (kind: 'team' | 'user') => [
    ...new Set(approvers.filter((each) => each.kind === kind).map(({ name }) => name)),
  ];
  return [
    ...names('team').map((slug) => block('data', ['github_team', label(slug)], { slug, summary_only: true })),
    ...names('user').map((username) => block('data', ['github_user', label(username)], { username })),
  ];
}

function environmentBlock({ name: repository }: GitHubSetup, environment: Environment): HclBlock {
  const { name, reviewers, selfReview, bypass } = environment;
  const ids = (kind: 'team' | 'user') =>
    reviewers
      .filter((each) => each.kind === kind)
      .map((each) => reference(`data.github_${kind}.${label(each.name)}.id`));
  return block(
    'resource',
    ['github_repository_environment', label(name)],
    {
      repository,
      environment: name,
      prevent_self_review: selfReview === 'refused',
      can_admins_bypass: bypass === 'allowed',
    },
    [
      ...(reviewers.length === 0 ? [] : [block('reviewers', [], { teams: ids('team'), users: ids('user') })]),
      block('deployment_branch_policy', [], { protected_branches: false, custom_branch_policies: true }),
    ],
  );
}

const rulesetBlock = ({ name: repository }: GitHubSetup, { name, target, refs }: Ruleset): HclBlock =>
  block('resource', ['github_repository_ruleset', label(name)], { repository, name, target, enforcement: 'active' }, [
    block('conditions', [], {}, [block('ref_name', [], { include: [...refs], exclude: [] })]),
    block(
      'rules',
      [],
      Object.fromEntries(FORBIDDEN[target].map((each) => [each, true])),
      target === 'tag' ? [] : [block('pull_request', [], PULL_REQUEST)],
    ),
  ]);
