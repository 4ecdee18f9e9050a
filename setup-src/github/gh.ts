import type { operations } from '@octokit/openapi-types';
import type { Approver } from '../../domain/tier.ts';
import type { Section } from '../text/section.ts';
import { word } from '../text/shell.ts';
import type { Environment } from './environments.ts';
import type { GitHubSetup } from './github-setup.ts';
import { FORBIDDEN, PULL_REQUEST, type Ruleset } from './rulesets.ts';

type Body<Name extends keyof operations> = operations[Name] extends {
  requestBody?: { content: { 'application/json': infer Json } };
}
  ? NonNullable<Json>
  : never;

/** GitHub takes it and answers with it, and its published description leaves it out; the Terraform provider sends it, too.
 *  @see https://github.com/integrations/terraform-provider-github/blob/v6.13.0/github/resource_github_repository_environment.go */
type Bypass = { readonly can_admins_bypass: boolean };

/** What a setup asks of `gh api`, section by section. */
export const ghSections = (setup: GitHubSetup): readonly Section[] => [
  {
    title: 'Variables of the repository',
    lines: setup.variables.map(({ name, value }) => `variable ${word(name)} ${word(value)}`),
  },
  ...(approversOf(setup).length === 0
    ? []
    : [
        {
          title: 'The people who approve',
          lines: [
            ...approversOf(setup).map(reviewerLine(setup)),
            ...approversOf(setup).flatMap(({ kind, name }) =>
              kind === 'team' ? [`members ${setup.owner} ${name}`] : [],
            ),
          ],
        },
      ]),
  ...setup.environments.map((environment) => ({
    title: `Environment ${environment.name}`,
    lines: environmentLines(setup, environment),
  })),
  {
    title:
      'The yes that rulesets want is given by people: no workflow, whose branch anybody may write, approves a pull request',
    lines: ['gh api --method PUT "$repository/actions/permissions/workflow" -F can_approve_pull_request_reviews=false'],
  },
  {
    title: 'Rulesets: whoever can push to a protected branch, or make it, can do all that its identities can',
    lines: setup.rulesets.map(rulesetLine),
  },
];

/** Tells what there is beside the delivery. */
export const ghComplaints = ({ deciding }: GitHubSetup): readonly string[] => [
  'found=$(gh api --paginate "$repository/actions/variables" --jq \'.variables[].name\')',
  `only 'Variable of the whole repository that decides over checks and rollouts' ${word(deciding)} <<<"$found"`,
];

const approversOf = ({ environments }: GitHubSetup): readonly Approver[] =>
  environments
    .flatMap(({ reviewers }) => reviewers)
    .filter(
      ({ kind, name }, at, every) => every.findIndex((other) => other.kind === kind && other.name === name) === at,
    );

/** GitHub wants numbers of people and teams; they are looked up where the script runs. */
const reviewerLine =
  ({ owner }: GitHubSetup) =>
  ({ kind, name }: Approver, at: number): string =>
    `reviewer_${at + 1}=$(gh api ${kind === 'team' ? `orgs/${owner}/teams/${name}` : `users/${name}`} --jq .id)`;

function environmentLines(setup: GitHubSetup, environment: Environment): string[] {
  const { name, branches, reviewers, selfReview, bypass } = environment;
  const approvers = approversOf(setup);
  const numbers = reviewers.map(({ kind, name: who }) => ({
    type: kind === 'team' ? ('Team' as const) : ('User' as const),
    at: approvers.findIndex((each) => each.kind === kind && each.name === who) + 1,
  }));
  const body = {
    // The number stands in for the variable that holds it, until the text is made.
    reviewers: numbers.map(({ type, at }) => ({ type, id: at })),
    prevent_self_review: selfReview === 'refused',
    can_admins_bypass: bypass === 'allowed',
    deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
  } satisfies Body<'repos/create-or-update-environment'> & Bypass;
  const json = JSON.stringify(body, undefined, 2).replace(/"id": (\d+)/g, '"id": $reviewer_$1');
  return [`environment ${name} ${bypass} <<JSON\n${json}\nJSON`, `branches ${name} ${branches.map(word).join(' ')}`];
}

/** A branch that is not there could not be made any more: it has to be there first. */
function rulesetLine({ name, target, refs }: Ruleset): string {
  const body = {
    ...{ name, target, enforcement: 'active', bypass_actors: [] },
    conditions: { ref_name: { include: [...refs], exclude: [] } },
    rules: [
      ...FORBIDDEN[target].map((type) => ({ type })),
      ...(target === 'tag'
        ? []
        : [
            {
              type: 'pull_request' as const,
              parameters: { ...PULL_REQUEST, allowed_merge_methods: [...PULL_REQUEST.allowed_merge_methods] },
            },
          ]),
    ],
  } satisfies Body<'repos/create-repo-ruleset'>;
  const names = refs.map((ref) => word(ref.replace(/^refs\/(heads|tags)\//, '')));
  const before =
    target === 'branch' ? names.map((each) => `branch ${each} && `).join('') : `no_tag ${names.join(' ')}\n`;
  return `${before}ruleset ${word(name)} <<'JSON'\n${JSON.stringify(body, undefined, 2)}\nJSON`;
}

/** What the sections call, each made once for this repository. */
export const ghFunctions = ({ owner, name }: GitHubSetup): string => `repository=repos/${owner}/${name}

# variable NAME VALUE
variable() {
  local body=(-f "name=$1" -f "value=$2")
  gh api --method PATCH "$repository/actions/variables/$1" "\${body[@]}" >/dev/null 2>&1 ||
    gh api --method POST "$repository/actions/variables" "\${body[@]}" >/dev/null
}

# environment NAME BYPASS, its rules on stdin
environment() {
  local bypass
  gh api --method PUT "$repository/environments/$1" --input - >/dev/null
  bypass=$(gh api "$repository/environments/$1" --jq .can_admins_bypass)
  [ "$2" = allowed ] || [ "$bypass" = false ] || complain "Administrators can bypass the rules of the environment $1. Turn that off in its settings."
}

# branches ENVIRONMENT PATTERN...: admits these, and complains of others.
branches() {
  local policies=$repository/environments/$1/deployment-branch-policies environment=$1 found pattern
  shift
  found=$(gh api --paginate "$policies" --jq '.branch_policies[] | if .type == "tag" then "tag \\(.name)" else .name end')
  for pattern in "$@"; do
    grep -qxF -- "$pattern" <<<"$found" ||
      gh api --method POST "$policies" -f "name=$pattern" -f type=branch >/dev/null
  done
  only "Branch that the environment $environment admits" '' "$@" <<<"$found"
}

# members ORGANIZATION TEAM: complains of a team without any
members() {
  local found
  found=$(gh api --paginate "orgs/$1/teams/$2/members" --jq '.[].login')
  [ -n "$found" ] || complain "The team $2 has no members: nobody could approve."
}

# branch NAME: complains where there is none. A slash in a name is no slash of the path
branch() {
  gh api "$repository/branches/\${1////%2F}" >/dev/null 2>&1 && return
  complain "There is no branch $1 yet: push it, and run this again. Until then whoever makes it decides what it holds."
  return 1
}

# no_tag NAME...: complains of each that there is
no_tag() {
  local name
  for name in "$@"; do
    ! gh api "$repository/git/ref/tags%2F\${name////%2F}" >/dev/null 2>&1 ||
      complain "There is a tag called $name, and GitHub tells of its runs as of those of the branch. Remove it."
  done
}

# ruleset NAME, its rules on stdin
ruleset() {
  local id
  id=$(gh api --paginate "$repository/rulesets" --jq ".[] | select(.name == \\"$1\\") | .id" </dev/null)
  if [ -n "$id" ]; then
    gh api --method PUT "$repository/rulesets/$id" --input - >/dev/null
  else
    gh api --method POST "$repository/rulesets" --input - >/dev/null
  fi
}
`;
