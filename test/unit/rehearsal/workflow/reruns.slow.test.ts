import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { WorkflowRun } from '../../../../rehearsal/github/model.ts';
import { recordedRun } from '../../../../rehearsal/github/state.ts';
import { RerunRefused, rerunRefusal } from '../../../../rehearsal/workflow/rerun.ts';
import { resultsOf, type TestWorld, testWorld } from './world.ts';

/** `b` fails while the variable FAIL is set; `seen` says which attempt a job ran in. */
const WORKFLOW = `
on: push
jobs:
  a: { runs-on: x, outputs: { seen: "\${{ github.run_attempt }} \${{ github.triggering_actor }} \${{ github.actor }}" }, steps: [{ run: "true" }] }
  b:
    runs-on: x
    outputs: { seen: "\${{ github.run_attempt }}" }
    steps: [{ run: "\${{ vars.FAIL && 'exit 1' || 'true' }}" }]
  c: { needs: [a, b], runs-on: x, outputs: { seen: "\${{ github.run_attempt }} \${{ needs.a.outputs.seen }}" }, steps: [{ run: "true" }] }
  d: { needs: a, if: false, runs-on: x, steps: [{ run: "true" }] }
`;

describe('a re-run', () => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await testWorld();
    world.repository.variables.set('FAIL', '1');
  });
  afterEach(() => world.close());

  const first = async (workflow = WORKFLOW, files: Record<string, string> = {}): Promise<WorkflowRun> => {
    const event = await world.commit({ ...files, '.github/workflows/w.yml': workflow });
    const [run] = await world.engine.trigger(event);
    if (run === undefined) throw new Error('no run');
    await world.engine.finished(run);
    return run;
  };
  const again = (run: WorkflowRun, failedOnly: boolean, actor = 'joon') => {
    world.engine.rerun(run, { failedOnly, actor });
    return world.engine.finished(run);
  };
  const seen = (result: Parameters<typeof resultsOf>[0]) =>
    Object.fromEntries(result.jobs.map(({ path, outputs }) => [path, outputs['seen'] ?? '']));

  it('of all jobs runs each of them in another attempt of the same run, on the same commit', async () => {
    const run = await first();
    const { id, number, headSha, createdAt } = run;
    expect(run.conclusion).toBe('failure');
    world.repository.variables.delete('FAIL');
    // The branch has moved on; the run has not.
    await world.commit({ '.github/workflows/w.yml': 'on: push\njobs: {}' });
    const result = await again(run, false);
    expect(resultsOf(result)).toEqual({ a: 'success', b: 'success', c: 'success', d: 'skipped' });
    expect(seen(result)).toEqual({ a: '2 joon mina', b: '2', c: '2 2 joon mina', d: '' });
    expect(run).toMatchObject({ id, number, headSha, createdAt, attempt: 2, conclusion: 'success', actor: 'mina' });
    expect(run.jobs.map(({ attempt }) => attempt)).toEqual([2, 2, 2, 2]);
    expect(world.repository.runs).toHaveLength(1);
  });

  it('of failed jobs runs those and what depends on them; the others keep results, outputs and ids', async () => {
    const run = await first();
    const before = new Map(run.jobs.map(({ name, id }) => [name, id]));
    expect(run.jobs.map(({ name, conclusion }) => [name, conclusion])).toEqual([
      ['a', 'success'],
      ['b', 'failure'],
      ['c', 'skipped'],
      ['d', 'skipped'],
    ]);
    world.repository.variables.delete('FAIL');
    const result = await again(run, true);
    expect(resultsOf(result)).toEqual({ a: 'success', b: 'success', c: 'success', d: 'skipped' });
    expect(seen(result)).toEqual({ a: '1 mina mina', b: '2', c: '2 1 mina mina', d: '' });
    expect(run.jobs.map(({ name, attempt, id }) => [name, attempt, id === before.get(name)])).toEqual([
      ['a', 1, true],
      ['d', 1, true],
      ['b', 2, false],
      ['c', 2, false],
    ]);
    const ids = [...run.jobs, ...run.earlier.flatMap(({ jobs }) => jobs)].map(({ id }) => id);
    expect(new Set(ids).size).toBe(6);
  });

  it('keeps what earlier attempts were', async () => {
    const run = await first();
    await again(run, true);
    expect(run.conclusion).toBe('failure');
    world.repository.variables.delete('FAIL');
    await again(run, true, 'yuna');
    expect(run).toMatchObject({ attempt: 3, conclusion: 'success', triggeringActor: 'yuna' });
    expect(
      run.earlier.map(({ attempt, conclusion, triggeringActor }) => [attempt, conclusion, triggeringActor]),
    ).toEqual([
      [1, 'failure', 'mina'],
      [2, 'failure', 'joon'],
    ]);
    expect(run.earlier.map(({ jobs }) => jobs.find(({ name }) => name === 'b')?.conclusion)).toEqual([
      'failure',
      'failure',
    ]);
    expect(world.engine.result(run).jobs.find(({ path }) => path === 'a')?.logFile).toBeDefined();
  });

  it('of failed jobs runs only the failed legs of a matrix, and the failed jobs of a called workflow', async () => {
    const called = `
on: workflow_call
jobs:
  fine: { runs-on: x, outputs: { seen: "\${{ github.run_attempt }}" }, steps: [{ run: "true" }] }
  bad: { runs-on: x, outputs: { seen: "\${{ github.run_attempt }}" }, steps: [{ run: "\${{ vars.FAIL && 'exit 1' || 'true' }}" }] }
  last: { needs: bad, runs-on: x, outputs: { seen: "\${{ github.run_attempt }}" }, steps: [{ run: "true" }] }
`;
    const run = await first(
      `
on: push
jobs:
  legs:
    strategy: { fail-fast: false, matrix: { include: [{ n: one }, { n: two, bad: 1 }] } }
    runs-on: x
    outputs: { seen: "\${{ github.run_attempt }}" }
    steps: [{ run: "\${{ vars.FAIL && matrix.bad && 'exit 1' || 'true' }}" }]
  call: { uses: ./.github/workflows/called.yml }
  other: { uses: ./.github/workflows/fine.yml }
  each: { strategy: { fail-fast: false, matrix: { n: [one, two] } }, uses: ./.github/workflows/leg.yml, with: { n: "\${{ matrix.n }}" } }
  end: { needs: [legs, call, each], runs-on: x, outputs: { seen: "\${{ github.run_attempt }}" }, steps: [{ run: "true" }] }
  after: { needs: end, runs-on: x, outputs: { seen: "\${{ github.run_attempt }}" }, steps: [{ run: "true" }] }
`,
      {
        '.github/workflows/called.yml': called,
        '.github/workflows/leg.yml': called
          .replace('workflow_call', '{ workflow_call: { inputs: { n: { type: string } } } }')
          .replace('vars.FAIL &&', "vars.FAIL && inputs.n == 'two' &&"),
        '.github/workflows/fine.yml': called.replace(/ {2}bad:.*\n {2}last:.*\n/, ''),
      },
    );
    world.repository.variables.delete('FAIL');
    const result = await again(run, true);
    expect(seen(result)).toEqual({
      'legs (one)': '1',
      'legs (two, 1)': '2',
      'call / fine': '1',
      'call / bad': '2',
      'call / last': '2',
      'other / fine': '1',
      'each (one) / fine': '1',
      'each (one) / bad': '1',
      'each (one) / last': '1',
      'each (two) / fine': '1',
      'each (two) / bad': '2',
      'each (two) / last': '2',
      end: '2',
      after: '2',
    });
    expect(run.conclusion).toBe('success');
  });

  it('of one job runs it and what depends on it, whatever became of it and of others', async () => {
    const run = await first();
    const ofOne = async (job: string) => {
      world.engine.rerun(run, { failedOnly: false, job, actor: 'joon' });
      return seen(await world.engine.finished(run));
    };
    world.repository.variables.delete('FAIL');
    // Its dependent is skipped again, because the other job before it has still failed.
    expect(await ofOne('a')).toEqual({ a: '2 joon mina', b: '1', c: '', d: '' });
    expect([run.attempt, run.conclusion]).toEqual([2, 'failure']);
    expect(await ofOne('b')).toEqual({ a: '2 joon mina', b: '3', c: '3 2 joon mina', d: '' });
    expect(run.conclusion).toBe('success');
    expect(await ofOne('c')).toMatchObject({ a: '2 joon mina', b: '3', c: '4 2 joon mina' });
    expect(() => world.engine.rerun(run, { failedOnly: false, job: 'e', actor: 'joon' })).toThrow('cannot be retried');
  });

  it('of one job is a leg of a matrix, or a job of a called workflow', async () => {
    const SEEN = 'runs-on: x, outputs: { seen: "${{ github.run_attempt }}" }, steps: [{ run: "true" }]';
    const run = await first(
      `on: push
jobs:
  legs: { strategy: { matrix: { n: [one, two] } }, ${SEEN} }
  call: { uses: ./.github/workflows/called.yml }
  end: { needs: legs, ${SEEN} }
  after: { needs: call, ${SEEN} }`,
      {
        '.github/workflows/called.yml': `on: workflow_call\njobs: { x: { ${SEEN} }, y: { needs: x, ${SEEN} }, z: { ${SEEN} } }`,
      },
    );
    const ofOne = async (job: string) => {
      world.engine.rerun(run, { failedOnly: false, job, actor: 'joon' });
      return seen(await world.engine.finished(run));
    };
    const called = (x: string, y: string) => ({ 'call / x': x, 'call / y': y, 'call / z': '1' });
    expect(await ofOne('legs (two)')).toEqual({
      ...{ 'legs (one)': '1', 'legs (two)': '2', end: '2', after: '1' },
      ...called('1', '1'),
    });
    expect(await ofOne('call / x')).toEqual({
      ...{ 'legs (one)': '1', 'legs (two)': '2', end: '2', after: '3' },
      ...called('3', '3'),
    });
  });

  it('of failed jobs runs cancelled ones too', async () => {
    const event = await world.commit({
      '.github/workflows/w.yml':
        'on: push\njobs: { a: { runs-on: x, steps: [{ run: "true" }] }, b: { needs: a, runs-on: x, steps: [{ run: "${{ vars.FAIL && \'exec sleep 60\' || \'true\' }}" }] } }',
    });
    const [run] = await world.engine.trigger(event);
    if (run === undefined) throw new Error('no run');
    await world.until((one) => one.kind === 'step-started' && one.job.path === 'b');
    world.engine.cancel(run);
    expect(resultsOf(await world.engine.finished(run))).toEqual({ a: 'success', b: 'cancelled' });
    world.repository.variables.delete('FAIL');
    expect(resultsOf(await again(run, true))).toEqual({ a: 'success', b: 'success' });
  });

  it("is refused in GitHub's words while the run goes on, a month later, and where nothing can run again", async () => {
    const run = await first();
    expect(() => world.engine.rerun({ ...run } as WorkflowRun, { failedOnly: false, actor: 'x' })).toThrow(
      'not started',
    );
    world.engine.rerun(run, { failedOnly: false, actor: 'joon' });
    const refusal = (sentence: string) => new RerunRefused(sentence);
    const asked = (failedOnly: boolean) => () => world.engine.rerun(run, { failedOnly, actor: 'joon' });
    expect(asked(true)).toThrow(refusal('This workflow is already running'));
    world.repository.variables.delete('FAIL');
    await world.engine.finished(run);
    await again(run, false);
    expect(asked(true)).toThrow(refusal('This workflow run cannot be retried'));
    Object.assign(run, { createdAt: new Date(Date.now() - 31 * 86_400_000).toISOString() });
    expect(asked(false)).toThrow(refusal('Unable to retry this workflow run because it was created over a month ago'));
    const broken = await first('on: push\njobs: { a: { colour: red } }');
    expect(() => world.engine.rerun(broken, { failedOnly: false, actor: 'joon' })).toThrow(
      refusal('This workflow run cannot be retried'),
    );
  });

  it('is for runs that are over, and for thirty days', () => {
    const facts = { id: 1, number: 1, workflowPath: 'w', name: 'w', event: 'push', headBranch: 'main', headSha: 'a' };
    const run = recordedRun({ ...facts, actor: 'mina', createdAt: '2026-03-01T00:00:00Z' });
    const now = Date.parse('2026-03-31T00:00:00Z');
    const refusal = (status: WorkflowRun['status'], at = now) =>
      rerunRefusal({ ...run, status }, { failedOnly: false, actor: 'mina' }, at);
    expect((['queued', 'waiting', 'in_progress'] as const).map((status) => refusal(status))).toEqual(
      Array(3).fill('This workflow is already running'),
    );
    expect(refusal('completed')).toBe('This workflow run cannot be retried');
    expect(refusal('completed', now + 1)).toMatch(/created over a month ago$/);
  });

  it('runs no job any more after fifty', async () => {
    const run = await first('on: push\njobs: { a: { runs-on: x, steps: [{ run: "true" }] } }');
    run.attempt = 50;
    expect(resultsOf(await again(run, false))).toEqual({ a: 'success' });
    expect(run.attempt).toBe(51);
    const result = await again(run, false);
    expect(result.problems).toEqual(['This run has been started again 50 times, and GitHub runs it no more.']);
    expect([run.attempt, run.conclusion, run.jobs]).toEqual([52, 'failure', []]);
  });
});
