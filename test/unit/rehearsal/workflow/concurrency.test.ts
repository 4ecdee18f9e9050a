import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { WorkflowRun } from '../../../../rehearsal/github/model.ts';
import { resultsOf, type TestWorld, testWorld } from './world.ts';

describe('concurrency', () => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await testWorld();
  });
  afterEach(() => world.close());

  /** Ends as soon as the test lets it, well or interrupted. */
  const HELD = 'trap "exit 1" INT; echo ready; while [ ! -e "$FLAG" ]; do read -r -t 0.02 < <(:) || :; done';
  const start = async (workflow: string): Promise<WorkflowRun> => {
    const [run] = await world.engine.trigger(await world.commit({ '.github/workflows/w.yml': workflow }));
    if (run === undefined) throw new Error('no run');
    return run;
  };
  const ready = (run: WorkflowRun) =>
    world.until((event) => event.run === run && event.kind === 'step-line' && event.line === 'ready');
  const waiting = (run: WorkflowRun) =>
    world.until((event) => event.run === run && (event.kind === 'run-waiting' || event.kind === 'job-waiting'));
  const release = () =>
    world.commit({}).then(async () => (await import('node:fs/promises')).writeFile(`${world.folder}/flag`, ''));
  const workflow = (where: 'workflow' | 'job', concurrency: string) => `
on: push
env: { FLAG: ${world.folder}/flag }
${where === 'workflow' ? `concurrency: ${concurrency}` : ''}
jobs:
  a:
    runs-on: x
    ${where === 'job' ? `concurrency: ${concurrency}` : ''}
    steps: [{ run: ${JSON.stringify(HELD)} }]
`;
  const conclusions = async (runs: readonly WorkflowRun[]) => {
    await release();
    return Promise.all(runs.map(async (run) => (await world.engine.finished(run)).run.conclusion));
  };

  it.each(['workflow', 'job'] as const)(
    'rows 18 and 19: one %s runs, one waits, and a newer one takes the place of the waiting',
    async (where) => {
      const text = workflow(where, 'Deploy');
      const first = await start(text);
      await ready(first);
      const second = await start(text);
      await waiting(second);
      const third = await start(text.replace('Deploy', 'deploy')); // Groups are compared without case.
      await waiting(third);
      expect((await world.engine.finished(second)).run.conclusion).toBe('cancelled');
      expect(await conclusions([first, third])).toEqual(['success', 'success']);
    },
  );

  it('row 18: cancel-in-progress ends the running one', async () => {
    const text = workflow('workflow', '{ group: g, cancel-in-progress: true }');
    const first = await start(text);
    await ready(first);
    const second = await start(text);
    expect((await world.engine.finished(first)).run.conclusion).toBe('cancelled');
    expect(await conclusions([second])).toEqual(['success']);
  });

  it('row 18: with queue: max all wait, in their order', async () => {
    const text = workflow('job', '{ group: g, queue: max }');
    const runs: WorkflowRun[] = [await start(text)];
    for (const run of runs) await ready(run);
    for (let index = 0; index < 2; index += 1) {
      const run = await start(text);
      runs.push(run);
      await waiting(run);
    }
    expect(await conclusions(runs)).toEqual(['success', 'success', 'success']);
    const started = world.events.filter(({ kind }) => kind === 'job-started').map(({ run }) => run.id);
    expect(started).toEqual(runs.map(({ id }) => id));
  });

  it('row 19: a group of a job inside a called workflow counts for the whole repository', async () => {
    await world.commit({
      '.github/workflows/called.yml': workflow('job', 'g').replace('on: push', 'on: workflow_call'),
    });
    const text = 'on: push\njobs: { call: { uses: ./.github/workflows/called.yml } }\n';
    const first = await start(text);
    await ready(first);
    const second = await start(text);
    await waiting(second);
    expect(world.engine.result(second).jobs.map(({ steps }) => steps)).toEqual([[]]);
    expect(await conclusions([first, second])).toEqual(['success', 'success']);
  });

  it('cancels a job that waits for a group its own run holds', async () => {
    const run = await start(
      'on: push\nconcurrency: g\njobs: { a: { runs-on: x, concurrency: G, steps: [{ run: "true" }] } }\n',
    );
    const result = await world.engine.finished(run);
    expect(resultsOf(result)).toEqual({ a: 'cancelled' });
    expect(result.jobs[0]?.annotations[0]?.message).toContain('a deadlock for concurrency group');
  });

  it('gives up a place in the queue when the run is cancelled', async () => {
    const text = workflow('job', 'g');
    const first = await start(text);
    await ready(first);
    const second = await start(text);
    await waiting(second);
    world.engine.cancel(second);
    expect((await world.engine.finished(second)).run.conclusion).toBe('cancelled');
    expect(await conclusions([first])).toEqual(['success']);
  });
});
