import { type Broken, SETUP } from './broken-set-up.ts';
import { gate, REPOSITORY, WORKFLOWS, type World } from './healthy-world.ts';

const github = (path: string, value: unknown) => (world: World) => {
  world.github[path === '' ? REPOSITORY : `${REPOSITORY}/${path}`] = value;
};
const policies = (...names: readonly string[]) => [
  { branch_policies: names.map((name) => ({ id: 7, name, type: 'branch' })) },
];

/** What an administrator of the repository has forgotten, or somebody has changed. */
export const BROKEN_ON_GITHUB: readonly Broken[] = [
  ['no repository', github('', undefined), 'repository-numbers', /There is no repository/, /^gh repo create/],
  [
    'a repository of the name, of somebody else',
    github('', [{ id: 731846205, owner: { id: 1 } }]),
    'repository-numbers',
    /numbers 731846205 and 1; the delivery says 731846205 and 140372916/,
    /^gh api repos/,
  ],
  [
    'no develop',
    github('branches/develop', undefined),
    'protected-branches',
    /no branch develop/,
    /^git push origin HEAD/,
  ],
  [
    'a tag main',
    github('git/ref/tags/main', [{}]),
    'tags-like-branches',
    /a tag called main/,
    /^git push origin :refs/,
  ],
  [
    'a ruleset that only looks',
    (world) => {
      world.github[`${REPOSITORY}/rulesets?per_page=100`] = [
        [
          { name: 'Sluice: develop', enforcement: 'active' },
          { name: 'Sluice: main', enforcement: 'evaluate' },
          { name: 'Sluice: no tag is called like a branch', enforcement: 'active' },
        ],
      ];
    },
    'rulesets',
    /"Sluice: main" is evaluate/,
    SETUP,
  ],
  [
    'workflows that approve',
    github('actions/permissions/workflow', [{ can_approve_pull_request_reviews: true }]),
    'workflow-approvals',
    /Workflows may approve/,
    /^gh api --method PUT .*=false$/,
  ],
  [
    'a workflow that somebody turned off',
    github('actions/workflows?per_page=100', [
      {
        workflows: WORKFLOWS.map((path) => ({
          path,
          state: path.includes('rollback') ? 'disabled_manually' : 'active',
        })),
      },
    ]),
    'workflow-files',
    /rollback\.yml is disabled_manually/,
    /^gh workflow enable rollback\.yml --repo/,
  ],
  [
    'drills that GitHub has turned off, because nobody pushed for sixty days',
    github('actions/workflows?per_page=100', [
      {
        workflows: WORKFLOWS.map((path) => ({
          path,
          state: path.includes('backup') ? 'disabled_inactivity' : 'active',
        })),
      },
    ]),
    'workflow-files',
    /backup\.yml is disabled_inactivity/,
    /^gh workflow enable backup\.yml --repo/,
  ],
  [
    'a workflow that was never pushed',
    github('actions/workflows?per_page=100', [
      { workflows: WORKFLOWS.slice(0, -1).map((path) => ({ path, state: 'active' })) },
    ]),
    'workflow-files',
    /GitHub knows no workflow \.github\/workflows\/test\.yml/,
    /^npx @sluice-delivery\/sluice synth/,
  ],
  [
    'no project variable',
    github('actions/variables/GCP_PROJECT', undefined),
    'repository-variables',
    /is not set/,
    /^gh variable set GCP_PROJECT/,
  ],
  [
    'the project of another cloud',
    github('actions/variables/GCP_PROJECT', [{ value: 'other' }]),
    'repository-variables',
    /is "other", wanted "ai-agent-platform"/,
    /--body 'ai-agent-platform'/,
  ],
  [
    'a variable that decides, for everybody to write',
    github('actions/variables?per_page=30', [{ variables: [{ name: 'SLUICE_TIMEOUT' }] }]),
    'deciding-variables',
    /SLUICE_TIMEOUT/,
    /^gh variable delete SLUICE_TIMEOUT/,
  ],
  [
    'no environment dev',
    github('environments/dev/deployment-branch-policies', undefined),
    'environment-branches',
    /no environment dev/,
    SETUP,
  ],
  [
    'an environment without its branch',
    github('environments/staging/deployment-branch-policies', policies('main')),
    'environment-branches',
    /does not admit "develop"/,
    SETUP,
  ],
  [
    'an environment for one branch more',
    github('environments/production/deployment-branch-policies', policies('main', 'hotfix/*')),
    'environment-branches',
    /admits the branch "hotfix\/\*"/,
    /^gh api --method DELETE .*\/deployment-branch-policies\/7$/,
  ],
  [
    'a gate that asks nobody',
    github('environments/production-approval', [gate({ protection_rules: [] })]),
    'gates',
    /no required reviewers/,
    SETUP,
  ],
  [
    'a gate that administrators pass',
    github('environments/production-approval', [gate({ can_admins_bypass: true })]),
    'gates',
    /Administrators may go past/,
    SETUP,
  ],
  [
    'a team of nobody',
    (world) => {
      world.github['orgs/ai-agent-platform/teams/operators/members?per_page=100'] = [[]];
    },
    'team-members',
    /has no members/,
    /memberships/,
  ],
];
