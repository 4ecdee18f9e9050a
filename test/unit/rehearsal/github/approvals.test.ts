import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WorkflowRun } from '../../../../rehearsal/github/model.ts';
import { recordedRun, setEnvironment } from '../../../../rehearsal/github/state.ts';
import { type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
let run: WorkflowRun;
const answers: string[] = [];
beforeAll(async () => {
  world = await testWorld();
  const environment = setEnvironment(world.repository, {
    name: 'production-gate',
    reviewers: [
      { type: 'Team', id: 7, login: 'operators' },
      { type: 'User', id: 9, login: 'mina' },
    ],
    preventSelfReview: true,
    branches: ['main'],
  });
  run = recordedRun({
    id: 41,
    number: 3,
    workflowPath: '.github/workflows/promote.yml',
    name: 'Promote',
    event: 'push',
    headBranch: 'main',
    headSha: world.head,
    actor: 'mina',
    createdAt: '2026-03-01T00:00:00Z',
    status: 'waiting',
    jobs: [
      {
        id: 5,
        attempt: 1,
        name: 'approve',
        status: 'waiting',
        conclusion: undefined,
        startedAt: undefined,
        completedAt: undefined,
      },
    ],
    pending: [{ environment, jobName: 'approve', answer: ({ state, user }) => answers.push(`${user} ${state}`) }],
  });
  world.repository.runs.push(run);
});
afterAll(() => world.close());

const person = (login: string, teams: readonly string[] = []) =>
  world.tokens.issuePersonal({ login, id: login.length, teams });
const review = async (token: string, state = 'approved'): Promise<number> => {
  const pending = '/repos/acme/shop/actions/runs/41/pending_deployments';
  const listed = (await (await world.call('GET', pending, token)).json()) as { environment: { id: number } }[];
  const environment_ids = listed.map(({ environment }) => environment.id);
  return (await world.call('POST', pending, token, { environment_ids, state, comment: 'ok' })).status;
};

describe('a run that waits for reviewers', () => {
  it('shows what protects the environment', async () => {
    const read = async (path: string) => (await world.api('GET', path, { actions: 'read' })).json();
    expect(await read('/environments/Production-Gate')).toMatchObject({
      name: 'production-gate',
      protection_rules: [
        {
          type: 'required_reviewers',
          prevent_self_review: true,
          reviewers: [
            { type: 'Team', reviewer: { slug: 'operators' } },
            { type: 'User', reviewer: { login: 'mina', id: 9 } },
          ],
        },
        { type: 'branch_policy' },
      ],
      deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
    });
    expect(await read('/environments/production-gate/deployment-branch-policies')).toMatchObject({
      total_count: 1,
      branch_policies: [{ name: 'main', type: 'branch' }],
    });
    expect(await read('/actions/runs/41')).toMatchObject({ status: 'waiting', conclusion: null, run_attempt: 1 });
    expect(await read('/actions/runs/41/jobs')).toMatchObject({ total_count: 1, jobs: [{ status: 'waiting' }] });
  });

  it('shows rules for tags, and that only protected branches may deploy', async () => {
    const read = async (path: string) => (await world.api('GET', `/environments/${path}`, { actions: 'read' })).json();
    setEnvironment(world.repository, { name: 'tagged', tags: ['v*'] });
    expect(await read('tagged/deployment-branch-policies')).toMatchObject({
      branch_policies: [{ name: 'v*', type: 'tag' }],
    });
    setEnvironment(world.repository, { name: 'guarded', protectedBranchesOnly: true });
    expect(await read('guarded')).toMatchObject({
      protection_rules: [{ type: 'branch_policy' }],
      deployment_branch_policy: { protected_branches: true, custom_branch_policies: false },
    });
  });

  it('is not answered by strangers, by who started it, or by a job', async () => {
    expect(await review(person('eve'))).toBe(422);
    expect(await review(person('mina'))).toBe(422);
    const token = world.tokens.issue({
      permissions: { deployments: 'write', actions: 'write' },
      actor: 'joon',
      runId: 1,
    });
    expect(await review(token)).toBe(422);
    expect([answers, run.pending.length]).toEqual([[], 1]);
  });

  it('goes on once a member of the team approves, and remembers who', async () => {
    expect(await review(person('joon', ['operators']))).toBe(200);
    expect([answers, run.pending]).toEqual([['joon approved'], []]);
    const approvals = await world.api('GET', '/actions/runs/41/approvals', { actions: 'read' });
    expect(await approvals.json()).toMatchObject([
      { state: 'approved', comment: 'ok', user: { login: 'joon' }, environments: [{ name: 'production-gate' }] },
    ]);
    expect(await review(person('joon', ['operators']))).toBe(422);
  });
});
