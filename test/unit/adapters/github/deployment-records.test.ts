import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GitHubApi } from '../../../../adapters/github/api.ts';
import { DeploymentRecords } from '../../../../adapters/github/deployment-records.ts';
import { GitHubRun } from '../../../../adapters/github/github-run.ts';
import { parseRecordPayload } from '../../../../adapters/github/record-payload.ts';
import { parseCommitSha } from '../../../../domain/commit.ts';
import { digestOf } from '../../../../domain/digest.ts';
import type { RecordPayload } from '../../../../domain/record.ts';
import type { TokenPermissions } from '../../../../rehearsal/github/model.ts';
import { recordedRun } from '../../../../rehearsal/github/state.ts';
import { type TestWorld, testWorld } from '../../rehearsal/github/world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.repository.deployments.length = 0;
});

const api = (permissions: TokenPermissions = { deployments: 'write', actions: 'read' }): GitHubApi =>
  new GitHubApi({
    apiUrl: world.server.url,
    repository: world.repository,
    token: world.tokens.issue({ permissions, actor: 'mina', runId: 1 }),
    fetch,
    wait: async () => undefined,
  });
const records = (): DeploymentRecords => new DeploymentRecords(api(), 'https://github.example/run/1');

const payload = (changes: Partial<RecordPayload> = {}): RecordPayload => ({
  schema: 'sluice.record/v1',
  kind: 'rollout',
  service: 'api',
  tier: 'staging',
  release: { repository: 'r.example/p/api', digest: digestOf('release') },
  commit: parseCommitSha(world.head),
  run: { id: 7, attempt: 1, createdAt: '2026-03-01T00:00:00Z' },
  actor: 'mina',
  ...changes,
});

describe('records in GitHub', () => {
  it('keep the cluster that they are about, where a tier has several', () => {
    expect(parseRecordPayload(payload({ cluster: 'us-east1/prod' }))).toEqual(payload({ cluster: 'us-east1/prod' }));
    expect(parseRecordPayload(payload())).not.toHaveProperty('cluster');
  });

  it('come back as they were written, with the state that was written last', async () => {
    const id = await records().start(payload());
    expect(await records().list({ service: 'api', tier: 'staging' })).toMatchObject([
      { ...payload(), id, state: { phase: 'started' } },
    ]);
    await records().update(id, { phase: 'verifying' });
    await records().update(id, { phase: 'ended', outcome: 'rolled-back', sentence: 'it crashed' });
    expect(await records().read(id)).toMatchObject({
      id,
      state: { phase: 'ended', outcome: 'rolled-back', sentence: 'it crashed' },
    });
  });

  it('are deployments that GitHub neither merges, nor gates, nor makes inactive', async () => {
    const first = await records().start(payload());
    await records().update(first, { phase: 'ended', outcome: 'complete', sentence: 'done' });
    const second = await records().start(payload());
    await records().update(second, { phase: 'ended', outcome: 'complete', sentence: 'done' });
    const [stored] = world.repository.deployments;
    expect(stored).toMatchObject({ task: 'sluice:api', environment: 'staging', transient: false, production: false });
    expect(stored?.statuses.map(({ state }) => state)).toEqual(['in_progress', 'success']);
    expect(stored?.statuses[1]?.logUrl).toBe('https://github.example/run/1');
  });

  it('are told apart by service, tier and release, newest first, over as many pages as there are', async () => {
    const add = (service: string, tier: string, release: string): void => {
      const id = world.repository.deployments.length + 1;
      const full = payload({ service, tier, release: { repository: 'r.example/p/api', digest: digestOf(release) } });
      world.repository.deployments.push({
        id,
        sha: world.head,
        ref: 'main',
        task: `sluice:${service}`,
        environment: tier,
        payload: id % 2 ? full : JSON.stringify(full),
        createdAt: '2026-03-01T00:00:00Z',
        creator: 'github-actions[bot]',
        statuses: [],
      });
    };
    for (let count = 0; count < 120; count += 1) add('api', 'staging', `r${count}`);
    add('web', 'staging', 'r0');
    add('api', 'dev', 'r0');
    const ids = async (query: object): Promise<number[]> =>
      (await records().list({ service: 'api', tier: 'staging', ...query })).map(({ id }) => id);
    expect(await ids({ release: digestOf('r0') })).toEqual([1]);
    expect(await ids({ limit: 3 })).toEqual([120, 119, 118]);
    expect(await ids({ after: 118 })).toEqual([120, 119]);
    expect(await ids({ kind: 'rollback' })).toEqual([]);
  });

  it('of others are passed over: other schemas, other places, statuses in other words', async () => {
    const id = await records().start(payload());
    const own = world.repository.deployments[0];
    if (own === undefined) throw new Error('no record');
    const forged = { ...own, statuses: [] };
    world.repository.deployments.push(
      { ...forged, id: 50, payload: {} },
      { ...forged, id: 51, payload: 'text' },
      { ...forged, id: 52, environment: 'staging', payload: payload({ tier: 'production' }) },
      { ...forged, id: 53, payload: { ...payload(), release: { repository: 'r.example/p/api', digest: 'latest' } } },
    );
    const status = (state: 'success' | 'failure', description: string) =>
      own.statuses.push({
        id: own.statuses.length + 10,
        state,
        description,
        logUrl: '',
        environmentUrl: '',
        createdAt: '',
      });
    status('success', 'Deployed by somebody');
    status('failure', 'complete: but GitHub was told of a failure');
    expect(await records().list({ service: 'api', tier: 'staging' })).toMatchObject([
      { id, state: { phase: 'started' } },
    ]);
    expect(await records().read(52)).toBeUndefined();
    expect(await records().read(999)).toBeUndefined();
  });

  it('that may not be written name the permission that is missing', async () => {
    const reader = new DeploymentRecords(api({ deployments: 'read' }), '');
    await expect(reader.start(payload())).rejects.toThrow(/POST .* was answered 403: .*"permissions:"/);
  });
});

describe('the current run', () => {
  it('is as old as GitHub says', async () => {
    world.repository.runs.push(
      recordedRun({
        id: 7,
        number: 1,
        attempt: 2,
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
    expect(await new GitHubRun(api(), { runId: 7, runAttempt: 2 }).read()).toEqual({
      id: 7,
      attempt: 2,
      createdAt: '2026-03-01T00:00:00Z',
    });
    await expect(new GitHubRun(api(), { runId: 8, runAttempt: 1 }).read()).rejects.toThrow(/404/);
  });
});

describe('a payload', () => {
  it('is a record only when all of it is', () => {
    const whole = JSON.parse(JSON.stringify(payload()));
    expect(parseRecordPayload(whole)).toEqual(payload());
    expect(parseRecordPayload(JSON.stringify({ ...whole, release: null }))).toMatchObject({ release: undefined });
    for (const key of ['schema', 'kind', 'service', 'tier', 'commit', 'run', 'actor']) {
      expect(parseRecordPayload({ ...whole, [key]: undefined })).toBeUndefined();
      expect(parseRecordPayload({ ...whole, [key]: 5 })).toBeUndefined();
    }
    expect(parseRecordPayload('{')).toBeUndefined();
  });
});
