import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WorkflowRun } from '../../../../rehearsal/github/model.ts';
import { setEnvironment } from '../../../../rehearsal/github/state.ts';
import { jobOf, resultsOf, type TestWorld, testWorld } from './world.ts';

const job = (concurrency: string): string =>
  `on: push\njobs:\n  a: { runs-on: x, concurrency: ${concurrency}, steps: [{ run: "true" }] }\n`;
const run = (concurrency: string): string =>
  `on: push\nconcurrency: ${concurrency}\njobs:\n  a: { runs-on: x, steps: [{ run: "true" }] }\n`;

describe('what GitHub does not take for concurrency', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world.close());

  it.each([
    [run('{ group: g, queue: max, cancel-in-progress: true }'), '(Line: 2, Col: 33)'],
    [job('{ group: g, cancel-in-progress: true, queue: max }'), '(Line: 3, Col: 78)'],
  ])('is a longer queue whose holder is cancelled: the file is refused', async (text, place) => {
    const result = await world.run(text);
    expect(result.jobs).toEqual([]);
    expect(result.problems).toEqual([
      `.github/workflows/w.yml ${place}: 'queue: max' cannot be combined with 'cancel-in-progress: true'.`,
    ]);
  });

  it.each([
    '{ group: g, queue: max }',
    '{ group: g, queue: max, cancel-in-progress: false }',
    '{ group: g, queue: single, cancel-in-progress: true }',
  ])('is not %s', async (concurrency) => {
    expect((await world.run(job(concurrency))).run.conclusion).toBe('success');
  });

  it.each([
    ['{ group: g, queue: max, cancel-in-progress: "${{ 1 == 1 }}" }', "'queue: max' cannot be combined"],
    ['"${{ vars.NONE }}"', 'Concurrency group name cannot be empty'],
    ['{ group: "${{ vars.NONE }}" }', 'Concurrency group name cannot be empty'],
    ['"${{ vars.LONG }}"', 'Concurrency group name must be less than 400 characters'],
    ['{ group: g, cancel-in-progress: "${{ vars.TRUE }}" }', "Unexpected value 'true'"],
    ['{ group: g, queue: "${{ vars.TRUE }}" }', "Unexpected value 'true'"],
    ['"${{ github.event }}"', "Unexpected value 'repository'"],
  ])('shows when it is evaluated, and fails the job: %s', async (concurrency, sentence) => {
    world.repository.variables.set('LONG', 'x'.repeat(401)).set('TRUE', 'true');
    const result = await world.run(job(concurrency));
    expect(resultsOf(result)).toEqual({ a: 'failure' });
    expect(jobOf(result, 'a').annotations[0]?.message).toContain(sentence);
  });

  it('fails the run where it is that of the run', async () => {
    const result = await world.run(run('"${{ vars.NONE }}"'));
    expect(result.run.conclusion).toBe('failure');
    expect(result.problems.join()).toBe(
      "Error when evaluating 'concurrency'. .github/workflows/w.yml (Line: 2, Col: 14): Concurrency group name cannot be empty",
    );
  });

  it('is a name of more than 400 letters', async () => {
    expect((await world.run(job(`"${'x'.repeat(400)}"`))).run.conclusion).toBe('success');
    expect((await world.run(job(`"${'x'.repeat(401)}"`))).problems.join()).toContain(
      'Concurrency group name must be less than 400 characters',
    );
  });
});

describe('a job that waits for its reviewers', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
    setEnvironment(world.repository, {
      name: 'production',
      reviewers: [{ type: 'User', id: 1, login: 'operator' }],
    });
  });
  afterAll(() => world.close());

  const start = async (concurrency: string): Promise<WorkflowRun> => {
    const text = `on: push\njobs:\n  deploy: { runs-on: x, environment: production, concurrency: ${concurrency}, steps: [{ run: "true" }] }\n`;
    const [begun] = await world.engine.trigger(await world.commit({ '.github/workflows/w.yml': text }));
    if (begun === undefined) throw new Error('no run');
    return begun;
  };
  const waits = (who: WorkflowRun, what: 'reviewers' | 'concurrency') =>
    world.until((event) => event.run === who && event.kind === 'job-waiting' && event.reason.for === what);

  it('holds its group meanwhile, and loses it to whoever cancels what is in progress', async () => {
    const first = await start('g');
    await waits(first, 'reviewers');
    const second = await start('g');
    await waits(second, 'concurrency');
    expect(second.pending).toEqual([]);
    const third = await start('{ group: g, cancel-in-progress: true }');
    expect((await world.engine.finished(first)).run.conclusion).toBe('cancelled');
    expect((await world.engine.finished(second)).run.conclusion).toBe('cancelled');
    await waits(third, 'reviewers');
    expect(first.pending).toEqual([]);
    for (const one of third.pending.splice(0)) {
      one.answer({ user: 'operator', userId: 1, state: 'approved', comment: '' });
    }
    expect((await world.engine.finished(third)).run.conclusion).toBe('success');
  });
});
