import { describe, expect, it } from '@jest/globals';
import { branch } from '../../../domain/branch.ts';
import { user } from '../../../domain/tier.ts';
import { githubSetup } from '../../../setup-src/github/github-setup.ts';
import { platform } from '../../fixtures/platform.ts';
import { type ReadBlock, readHcl } from './read-hcl.ts';
import { type Call, flag, runScript } from './run-script.ts';
import { EMPTY, filesOf, placeOf } from './setup-of.ts';

/** The demo, with a person among its approvers. */
const delivery = {
  ...platform,
  tiers: platform.tiers.map((tier) =>
    tier.approval === undefined
      ? tier
      : { ...tier, approval: { ...tier.approval, by: [...tier.approval.by, user('ada')] } },
  ),
};
const { script, terraform } = filesOf(delivery);
const { calls } = runScript(script, { ...EMPTY, '*users/ada*': { says: '815' } });
const blocks = readHcl(terraform);
const wanted = githubSetup(placeOf(delivery));

const sent = (method: string, path: RegExp): readonly Call[] =>
  calls.filter((call) => flag(call, '--method') === method && path.test(call.words.join(' ')));
const resources = (type: string): readonly ReadBlock[] => blocks.filter(({ labels }) => labels[0] === type);
const nested = (block: ReadBlock | undefined, type: string) => block?.blocks.find((each) => each.type === type);
const IDS: Readonly<Record<string, number>> = { operators: 4711, ada: 815 };

describe('what GitHub is told', () => {
  it('has an environment for each tier, and one with reviewers before a tier that people approve', () => {
    expect(wanted.environments.map(({ name, branches, reviewers }) => [name, branches, reviewers.length])).toEqual([
      ['dev', ['feature/**/*'], 0],
      ['staging', ['develop', 'main'], 0],
      ['production', ['main'], 0],
      ['production-approval', ['main'], 2],
    ]);
  });

  it('has a ruleset for the branch of every protected tier, and none for branches that anybody may make', () => {
    expect(wanted.rulesets.flatMap(({ target, refs }) => (target === 'branch' ? refs : []))).toEqual([
      'refs/heads/develop',
      'refs/heads/main',
    ]);
  });

  it('lets nobody make a tag that is called like such a branch, for GitHub tells of runs by that name alone', () => {
    expect(wanted.rulesets.filter(({ target }) => target === 'tag')).toEqual([
      {
        name: 'Sluice: no tag is called like a branch',
        target: 'tag',
        refs: ['refs/tags/develop', 'refs/tags/main'],
      },
    ]);
  });

  it('has one ruleset for a branch that feeds two tiers', () => {
    const twice = {
      ...platform,
      tiers: platform.tiers.map((each) => (each.name === 'staging' ? { ...each, from: branch('main') } : each)),
    };
    expect(githubSetup(placeOf(twice)).rulesets.map(({ refs }) => refs)).toEqual([
      ['refs/heads/main'],
      ['refs/tags/main'],
    ]);
  });

  it('is the same by script and by Terraform for environments: reviewers, self-review, bypass', () => {
    const scripted = sent('PUT', /environments\/[^/]+$/).map(({ words, stdin }) => {
      const body = JSON.parse(stdin);
      return [words.at(-1)?.split('/').at(-1), body.reviewers, body.prevent_self_review, body.can_admins_bypass];
    });
    const planned = resources('github_repository_environment').map((block) => [
      block.attributes.get('environment'),
      reviewersOf(block),
      block.attributes.get('prevent_self_review'),
      block.attributes.get('can_admins_bypass'),
    ]);
    const rows = wanted.environments.map(({ name, reviewers }) => [
      name,
      reviewers.map((each) => ({ type: each.kind === 'team' ? 'Team' : 'User', id: IDS[each.name] })),
      name === 'production-approval',
      false,
    ]);
    expect(scripted).toEqual(rows);
    expect(planned).toEqual(rows);
  });

  it('lets people approve their own requests, and administrators pass, only where the delivery says so', () => {
    const open = {
      ...delivery,
      tiers: delivery.tiers.map((tier) =>
        tier.approval === undefined
          ? tier
          : { ...tier, approval: { ...tier.approval, selfReview: 'allowed' as const, bypass: 'allowed' as const } },
      ),
    };
    const files = filesOf(open);
    const played = runScript(files.script, {
      ...EMPTY,
      '*users/ada*': { says: '815' },
      '*can_admins_bypass': { says: 'true' },
    });
    const body = JSON.parse(
      played.calls.find(({ words, stdin }) => stdin !== '' && words.join(' ').endsWith('production-approval'))?.stdin ??
        '',
    );
    const block = readHcl(files.terraform).find(({ labels }) => labels[1] === 'production-approval');
    expect([body.prevent_self_review, body.can_admins_bypass]).toEqual([false, true]);
    expect(['prevent_self_review', 'can_admins_bypass'].map((name) => block?.attributes.get(name))).toEqual([
      false,
      true,
    ]);
    expect(played.said.match(/environment \S+(?=\.)/g)).toEqual(
      ['dev', 'staging', 'production'].map((name) => `environment ${name}`),
    );
  });

  it('admits named branches alone, the same by script and by Terraform', () => {
    const rows = wanted.environments.flatMap(({ name, branches }) => branches.map((each) => [name, each]));
    const scripted = sent('POST', /deployment-branch-policies$/).map((call) => [
      call.words.at(-1)?.split('/').at(-2),
      call.flags.find(([, value]) => value?.startsWith('name='))?.[1]?.slice(5),
    ]);
    const planned = resources('github_repository_environment_deployment_policy').map(({ attributes }) => [
      String(Object(attributes.get('environment')).reference).split('.')[1],
      attributes.get('branch_pattern'),
    ]);
    expect(scripted).toEqual(rows);
    expect(planned).toEqual(rows);
    const policies = [
      ...sent('PUT', /environments\/[^/]+$/).map(({ stdin }) => JSON.parse(stdin).deployment_branch_policy),
      ...resources('github_repository_environment').map((block) =>
        Object.fromEntries(nested(block, 'deployment_branch_policy')?.attributes ?? []),
      ),
    ];
    expect(policies).toEqual(
      Array.from({ length: 8 }, () => ({ protected_branches: false, custom_branch_policies: true })),
    );
  });

  it('is the same by script and by Terraform for rulesets, and nobody may pass by them', () => {
    const scripted = sent('POST', /\/rulesets$/).map(({ stdin }) => JSON.parse(stdin));
    const planned = resources('github_repository_ruleset').map((block) => {
      const rules = nested(block, 'rules');
      return {
        ...Object.fromEntries(['name', 'target', 'enforcement'].map((name) => [name, block.attributes.get(name)])),
        bypass_actors: block.blocks.filter(({ type }) => type === 'bypass_actors'),
        conditions: { ref_name: Object.fromEntries(nested(nested(block, 'conditions'), 'ref_name')?.attributes ?? []) },
        rules: [
          ...[...(rules?.attributes ?? [])].filter(([, on]) => on === true).map(([type]) => ({ type })),
          ...(rules?.blocks ?? []).map(({ type, attributes }) => ({
            type,
            parameters: Object.fromEntries(attributes),
          })),
        ],
      };
    });
    expect(planned).toEqual(scripted);
    expect(scripted).toHaveLength(3);
    expect(scripted[2]).toMatchObject({
      target: 'tag',
      bypass_actors: [],
      conditions: { ref_name: { include: ['refs/tags/develop', 'refs/tags/main'], exclude: [] } },
      rules: [{ type: 'creation' }, { type: 'update' }],
    });
    expect(scripted[1]).toEqual({
      name: 'Sluice: main',
      target: 'branch',
      enforcement: 'active',
      bypass_actors: [],
      conditions: { ref_name: { include: ['refs/heads/main'], exclude: [] } },
      rules: [
        { type: 'creation' },
        { type: 'deletion' },
        { type: 'non_fast_forward' },
        {
          type: 'pull_request',
          parameters: {
            allowed_merge_methods: ['merge', 'squash', 'rebase'],
            dismiss_stale_reviews_on_push: true,
            require_code_owner_review: true,
            require_last_push_approval: true,
            required_approving_review_count: 1,
            required_review_thread_resolution: false,
          },
        },
      ],
    });
  });

  it('lets no workflow give the yes that a ruleset wants, by script and by Terraform', () => {
    const scripted = sent('PUT', /actions\/permissions\/workflow$/).map(({ flags }) => flags);
    expect(scripted).toEqual([
      [
        ['--method', 'PUT'],
        ['-F', 'can_approve_pull_request_reviews=false'],
      ],
    ]);
    const planned = resources('github_workflow_repository_permissions').map(({ attributes }) => [...attributes]);
    expect(planned).toEqual([
      [
        ['repository', 'ai-agent-platform'],
        ['can_approve_pull_request_reviews', false],
      ],
    ]);
  });

  it('has the variables that workflows ask for', () => {
    const rows = [
      ['GCP_PROJECT', 'ai-agent-platform'],
      ['GCP_WIF_POOL', 'projects/482913650174/locations/global/workloadIdentityPools/github'],
    ];
    const scripted = sent('POST', /actions\/variables$/).map(({ flags }) =>
      flags.filter(([name]) => name === '-f').map(([, value]) => value?.replace(/^(name|value)=/, '')),
    );
    const planned = resources('github_actions_variable').map(({ attributes }) => [
      attributes.get('variable_name'),
      attributes.get('value'),
    ]);
    expect(scripted).toEqual(rows);
    expect(planned).toEqual(rows);
  });
});

/** Reviewers of a block with the numbers that Terraform would look up. */
function reviewersOf(block: ReadBlock): unknown[] {
  const reviewers = nested(block, 'reviewers')?.attributes;
  const ids = (name: string, type: string) =>
    [reviewers?.get(name) ?? []]
      .flat()
      .map((each) => ({ type, id: IDS[String(Object(each).reference).split('.')[2] ?? ''] }));
  return [...ids('teams', 'Team'), ...ids('users', 'User')];
}
