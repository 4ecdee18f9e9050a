import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createVirtualClock } from '../../../../rehearsal/cluster/virtual-clock.ts';
import type { WorkflowRun } from '../../../../rehearsal/github/model.ts';
import { setEnvironment } from '../../../../rehearsal/github/state.ts';
import { jobOf, outputsOf, resultsOf, type TestWorld, testWorld } from './world.ts';

describe('environments', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world.close());

  const start = async (environment: string, branch = 'main'): Promise<WorkflowRun> => {
    const event = await world.commit(
      {
        '.github/workflows/w.yml': `
on: push
jobs:
  before: { runs-on: x, steps: [{ run: "true" }] }
  deploy: { needs: before, runs-on: x, environment: ${environment}, steps: [{ run: "true" }] }
  after: { needs: deploy, if: failure(), runs-on: x, steps: [{ run: "true" }] }
`,
      },
      branch,
    );
    const [run] = await world.engine.trigger(event);
    if (run === undefined) throw new Error('no run');
    return run;
  };
  const waiting = (run: WorkflowRun) => world.until((event) => event.run === run && event.kind === 'job-waiting');
  const answer = (run: WorkflowRun, state: 'approved' | 'rejected') => {
    for (const one of run.pending.splice(0)) one.answer({ user: 'operator', userId: 1, state, comment: 'no' });
  };
  const reviewers = [{ type: 'User', id: 1, login: 'operator' }] as const;

  it('row 20: a job waits for its reviewers without a runner, and goes on when they approve', async () => {
    setEnvironment(world.repository, { name: 'Production', reviewers });
    const run = await start('{ name: production, deployment: false }');
    await waiting(run);
    expect(run.status).toBe('waiting');
    expect(run.pending.map(({ jobName, environment }) => [jobName, environment.name])).toEqual([
      ['deploy', 'Production'],
    ]);
    expect(run.jobs.map(({ name, status }) => [name, status])).toEqual([
      ['before', 'completed'],
      ['deploy', 'waiting'],
      ['after', 'queued'],
    ]);
    expect(
      world.events.some((event) => event.run === run && event.kind === 'job-started' && event.job.path === 'deploy'),
    ).toBe(false);
    answer(run, 'approved');
    expect(resultsOf(await world.engine.finished(run))).toEqual({
      before: 'success',
      deploy: 'success',
      after: 'skipped',
    });
  });

  it('row 20: a rejection fails the job, and its dependents see a failure', async () => {
    setEnvironment(world.repository, { name: 'production', reviewers });
    const run = await start('production');
    await waiting(run);
    answer(run, 'rejected');
    const result = await world.engine.finished(run);
    expect(resultsOf(result)).toEqual({ before: 'success', deploy: 'failure', after: 'success' });
    expect(jobOf(result, 'deploy').annotations[0]?.message).toContain('operator rejected');
  });

  it('row 20: cancelling the run takes the waiting job out of the list', async () => {
    setEnvironment(world.repository, { name: 'production', reviewers });
    const run = await start('production');
    await waiting(run);
    world.engine.cancel(run);
    expect(resultsOf(await world.engine.finished(run))['deploy']).toBe('cancelled');
    expect(run.pending).toEqual([]);
  });

  it('row 20: the branch rule refuses other branches, by shell patterns', async () => {
    setEnvironment(world.repository, { name: 'guarded', branches: ['release/*'] });
    const refused = await world.engine.finished(await start('guarded'));
    expect(jobOf(refused, 'deploy')).toMatchObject({ result: 'failure' });
    expect(jobOf(refused, 'deploy').annotations[0]?.message).toBe(
      'Branch "main" is not allowed to deploy to guarded due to environment protection rules.',
    );
    const admitted = await world.engine.finished(await start('guarded', 'release/1'));
    expect(jobOf(admitted, 'deploy').result).toBe('success');
  });

  it('row 20: a tag deploys where a tag rule admits it, and is refused where only branches have rules', async () => {
    const deploy = async (): Promise<string> => {
      const event = await world.commit({
        '.github/workflows/w.yml':
          'on: push\njobs: { deploy: { runs-on: x, environment: live, steps: [{ run: "true" }] } }',
      });
      const [result] = await world.trigger({ ...event, ref: 'refs/tags/v1', before: undefined });
      const job = result === undefined ? undefined : jobOf(result, 'deploy');
      return job?.annotations[0]?.message ?? job?.result ?? 'none';
    };
    setEnvironment(world.repository, { name: 'live', branches: ['**', 'v1'] });
    expect(await deploy()).toBe('Tag "v1" is not allowed to deploy to live due to environment protection rules.');
    setEnvironment(world.repository, { name: 'live', branches: ['main'], tags: ['v*'] });
    expect(await deploy()).toBe('success');
  });

  it('row 20: a wait timer holds the job for its minutes, also after the reviewers have approved', async () => {
    const clock = createVirtualClock();
    const slow = await testWorld({ clock });
    try {
      setEnvironment(slow.repository, { name: 'production', reviewers, waitMinutes: 30 });
      const job = '{ runs-on: x, environment: production, steps: [{ run: "true" }] }';
      const event = await slow.commit({ '.github/workflows/w.yml': `on: push\njobs: { a: ${job} }\n` });
      const [run] = await slow.engine.trigger(event);
      if (run === undefined) throw new Error('no run');
      await slow.until(({ kind }) => kind === 'job-waiting');
      answer(run, 'approved');
      clock.advance(29 * 60_000);
      expect(run.status).toBe('waiting');
      clock.advance(60_000);
      expect((await slow.engine.finished(run)).run.conclusion).toBe('success');
    } finally {
      await slow.close();
    }
  });

  it("row 21: an environment's variables and secrets override the repository's, and an unknown one is made", async () => {
    world.repository.variables.set('WHERE', 'repository').set('ONLY', 'here');
    world.repository.secrets.set('KEY', 'repository-key');
    setEnvironment(world.repository, {
      name: 'staging',
      variables: new Map([['WHERE', 'environment']]),
      secrets: new Map([['KEY', 'long-environment-key']]),
    });
    const job = (environment: string) => `
    runs-on: x
    ${environment}
    env: { KEY: "\${{ secrets.KEY }}" }
    outputs: { seen: "\${{ vars.WHERE }} \${{ vars.ONLY }} \${{ steps.s.outputs.length }}" }
    steps: [{ id: s, run: 'echo "length=\${#KEY}" >> "$GITHUB_OUTPUT"' }]`;
    const result = await world.run(
      `on: push\njobs:\n  a:${job('environment: staging')}\n  b:${job('environment: new-one')}\n  c:${job('')}\n`,
    );
    expect(['a', 'b', 'c'].map((path) => outputsOf(result, path)['seen'])).toEqual([
      'environment here 20',
      'repository here 14',
      'repository here 14',
    ]);
    expect(world.repository.environments.get('new-one')?.name).toBe('new-one');
  });

  it('row 22: a job with an environment makes a deployment with statuses and the address from its steps', async () => {
    const { deployments } = world.repository;
    deployments.length = 0;
    const environment = (more: string) => `environment: { name: web, url: "\${{ steps.s.outputs.url }}"${more} }`;
    const job = (more: string, script: string) =>
      `{ runs-on: x, ${environment(more)}, steps: [{ id: s, run: 'echo url=http://web.test >> "$GITHUB_OUTPUT"; ${script}' }] }`;
    await world.run(`on: push\njobs: { a: ${job('', 'true')} }\n`);
    const result = await world.run(`on: push\njobs: { a: ${job('', 'exit 1')} }\n`);
    await world.run(`on: push\njobs: { a: ${job(', deployment: false', 'true')} }\n`);
    expect(deployments.map(({ sha, statuses }) => [sha, statuses.map(({ state }) => state)])).toEqual([
      [expect.any(String), ['in_progress', 'success']],
      [result.run.headSha, ['in_progress', 'failure']],
    ]);
    expect(deployments[0]).toMatchObject({
      environment: 'web',
      ref: 'main',
      task: 'deploy',
      creator: 'github-actions[bot]',
    });
    expect(deployments[0]?.statuses[1]).toMatchObject({ environmentUrl: 'http://web.test' });
    await world.run(`on: push\njobs: { a: ${job('', 'true')} }\n`);
    expect(deployments[0]?.statuses.at(-1)?.state).toBe('inactive');
  });
});
