import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DeploymentRecords } from '../../../../adapters/github/deployment-records.ts';
import { GitHubEnvironments } from '../../../../adapters/github/github-environments.ts';
import { GitHubRun } from '../../../../adapters/github/github-run.ts';
import { parseCommitSha } from '../../../../domain/commit.ts';
import { digestOf } from '../../../../domain/digest.ts';
import { RECORD_SCHEMA, type RecordPayload } from '../../../../domain/record.ts';
import type { TokenPermissions } from '../../../../rehearsal/github/model.ts';
import { recordedRun, setEnvironment } from '../../../../rehearsal/github/state.ts';
import { apiOf, type TestWorld, testWorld } from './world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

const api = (permissions: TokenPermissions) => apiOf(world, permissions);
const payload = (): RecordPayload => ({
  schema: RECORD_SCHEMA,
  kind: 'rollout',
  service: 'api',
  tier: 'staging',
  release: { repository: 'registry.example/project/api', digest: digestOf('release') },
  commit: parseCommitSha(world.head),
  run: { id: 7, attempt: 1, createdAt: '2026-03-01T00:00:00Z' },
  actor: 'mina',
});

describe('the client that the actions use', () => {
  it('keeps deployment records, more of them than fit on a page', async () => {
    const records = new DeploymentRecords(api({ deployments: 'write' }), 'https://example.com/run');
    const first = await records.start(payload());
    await records.update(first, { phase: 'ended', outcome: 'complete', sentence: 'all well' });
    for (let count = 1; count < 101; count += 1) await records.start(payload());
    const found = await records.list({ service: 'api', tier: 'staging', limit: 200 });
    expect(found).toHaveLength(101);
    expect(found.at(-1)).toMatchObject({
      ...payload(),
      id: first,
      state: { phase: 'ended', outcome: 'complete', sentence: 'all well' },
    });
  });

  it("is told which permission is missing, in GitHub's words", async () => {
    const records = new DeploymentRecords(api({ deployments: 'read' }), '');
    await expect(records.start(payload())).rejects.toThrow(/Resource not accessible by integration|deployments/);
  });

  it('reads protection rules and the run', async () => {
    setEnvironment(world.repository, {
      name: 'gate',
      reviewers: [{ type: 'Team', id: 1, login: 'operators' }],
      preventSelfReview: true,
      branches: ['main'],
    });
    const actions = api({ actions: 'read' });
    expect(await new GitHubEnvironments(actions).read('gate')).toMatchObject({
      reviewers: [{ kind: 'team', id: 1, name: 'operators' }],
      selfReview: 'refused',
      bypass: 'possible',
      branches: { kind: 'custom', admitted: [{ kind: 'branch', pattern: 'main' }] },
    });
    expect(await new GitHubEnvironments(actions).read('none')).toBeUndefined();
    world.repository.runs.push(
      recordedRun({
        id: 7,
        number: 1,
        workflowPath: '.github/workflows/deploy.yml',
        name: 'Deploy',
        event: 'push',
        headBranch: 'main',
        headSha: world.head,
        actor: 'mina',
        createdAt: '2026-03-01T00:00:00Z',
        status: 'in_progress',
      }),
    );
    expect(await new GitHubRun(actions, { runId: 7, runAttempt: 2 }).read()).toEqual({
      id: 7,
      attempt: 2,
      createdAt: '2026-03-01T00:00:00Z',
    });
  });
});
