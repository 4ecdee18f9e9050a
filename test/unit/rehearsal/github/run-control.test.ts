import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WorkflowJob, WorkflowRun } from '../../../../rehearsal/github/model.ts';
import { recordedRun } from '../../../../rehearsal/github/state.ts';
import { type TestWorld, testWorld } from './world.ts';

/** What is asked of a job that the API shows. */
interface WorkflowRunJob {
  readonly id: number;
  readonly run_attempt: number;
}

const job = (id: number, attempt: number): WorkflowJob => ({
  id,
  attempt,
  name: `job${id}`,
  status: 'completed',
  conclusion: 'success',
  startedAt: '2026-03-01T00:00:00Z',
  completedAt: '2026-03-01T00:01:00Z',
});

describe('a run that is controlled over the API', () => {
  let world: TestWorld;
  let run: WorkflowRun;
  const facts = {
    ...{ workflowPath: '.github/workflows/w.yml', name: 'W', event: 'push', headBranch: 'main', actor: 'mina' },
    createdAt: '2026-03-01T00:00:00Z',
  };
  beforeAll(async () => {
    world = await testWorld();
    run = recordedRun({ ...facts, id: 41, number: 3, headSha: world.head, status: 'completed', conclusion: 'success' });
    const [one, two] = [job(1, 1), job(2, 1)];
    run.earlier.push({
      ...{
        attempt: 1,
        triggeringActor: 'mina',
        startedAt: facts.createdAt,
        status: 'completed',
        conclusion: 'failure',
      },
      jobs: [one, two],
    });
    Object.assign(run, { attempt: 2, triggeringActor: 'joon', startedAt: '2026-03-01T01:00:00Z' });
    run.jobs.push(one, job(3, 2));
    const lost = recordedRun({ ...facts, id: 42, number: 404, headSha: world.head, status: 'in_progress' });
    world.repository.runs.push(run, lost);
  });
  afterAll(() => world.close());

  const post = (path: string, body?: unknown) => world.api('POST', path, { actions: 'write' }, body);
  const read = async (path: string) => (await world.api('GET', path, { actions: 'read' })).json();

  it('starts again, all of it or what failed, by the account that asks', async () => {
    expect((await post('/actions/runs/41/rerun')).status).toBe(201);
    expect((await post('/actions/runs/41/rerun-failed-jobs', {})).status).toBe(201);
    const actor = 'github-actions[bot]';
    expect(world.restarted).toEqual([
      { run, actor, failedOnly: false },
      { run, actor, failedOnly: true },
    ]);
    expect((await post('/actions/jobs/3/rerun')).status).toBe(201);
    expect(world.restarted.at(-1)).toEqual({ run, actor, failedOnly: false, job: 'job3' });
    // Of an attempt before, or of nobody.
    expect((await post('/actions/jobs/2/rerun')).status).toBe(404);
    const refused = await post('/actions/runs/42/rerun');
    expect([refused.status, await refused.json()]).toMatchObject([
      403,
      { message: 'This workflow run cannot be retried' },
    ]);
    expect((await post('/actions/runs/40/rerun')).status).toBe(404);
    expect((await post('/actions/runs/41/rerun', { enable_debug_logging: true })).status).toBe(501);
    expect((await world.api('POST', '/actions/runs/41/rerun', { actions: 'read' })).status).toBe(403);
  });

  it('is approved where it waits for that', async () => {
    const approve = () => post('/actions/runs/42/approve');
    expect((await approve()).status).toBe(403);
    const lost = world.repository.runs.find(({ id }) => id === 42);
    Object.assign(lost ?? {}, { conclusion: 'action_required' });
    expect((await approve()).status).toBe(201);
    expect((await world.api('POST', '/actions/runs/42/approve', { actions: 'read' })).status).toBe(403);
    expect((await post('/actions/runs/40/approve')).status).toBe(404);
    Object.assign(lost ?? {}, { conclusion: undefined });
  });

  it('is cancelled while it goes on', async () => {
    expect((await post('/actions/runs/42/cancel')).status).toBe(202);
    expect(world.cancelled.map(({ id }) => id)).toEqual([42]);
    const late = await post('/actions/runs/41/cancel');
    expect([late.status, await late.json()]).toMatchObject([
      409,
      { message: 'Cannot cancel a workflow run that is completed.' },
    ]);
  });

  it('shows each of its attempts, with the jobs that it kept', async () => {
    expect(await read('/actions/runs/41')).toMatchObject({
      run_attempt: 2,
      conclusion: 'success',
      run_started_at: '2026-03-01T01:00:00Z',
      created_at: '2026-03-01T00:00:00Z',
      actor: { login: 'mina' },
      triggering_actor: { login: 'joon' },
      previous_attempt_url: expect.stringMatching(/\/runs\/41\/attempts\/1$/),
    });
    expect(await read('/actions/runs/41/attempts/1')).toMatchObject({
      run_attempt: 1,
      conclusion: 'failure',
      triggering_actor: { login: 'mina' },
      previous_attempt_url: null,
    });
    expect((await world.api('GET', '/actions/runs/41/attempts/3', { actions: 'read' })).status).toBe(404);
    const ids = async (path: string) =>
      ((await read(path)) as { jobs: WorkflowRunJob[] }).jobs.map(({ id, run_attempt }) => [id, run_attempt]);
    expect(await ids('/actions/runs/41/jobs')).toEqual([
      [1, 1],
      [3, 2],
    ]);
    expect(await ids('/actions/runs/41/attempts/1/jobs')).toEqual([
      [1, 1],
      [2, 1],
    ]);
    expect(await ids('/actions/runs/41/jobs?filter=all')).toEqual([
      [1, 1],
      [2, 1],
      [3, 2],
    ]);
  });
});
