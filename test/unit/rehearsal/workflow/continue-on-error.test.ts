import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createVirtualClock } from '../../../../rehearsal/cluster/virtual-clock.ts';
import { jobOf, outputsOf, resultsOf, type TestWorld, testWorld } from './world.ts';

const workflow = (job: string, more = ''): string => `
on: push
jobs:
  shaky:
    runs-on: x
    ${job}
  plain: { needs: shaky, runs-on: x, steps: [{ run: "true" }] }
  undo: { needs: shaky, if: failure(), runs-on: x, steps: [{ run: "true" }] }
  told:
    needs: shaky
    if: always()
    runs-on: x
    outputs: { seen: "\${{ needs.shaky.result }}" }
    steps: [{ run: "true" }]
  ${more}
`;

describe('continue-on-error of a job', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world.close());

  it('row 13: the job shows its failure, the run is green, and its dependents see a success', async () => {
    const result = await world.run(workflow('continue-on-error: true\n    steps: [{ run: exit 1 }]'));
    expect(resultsOf(result)).toEqual({ shaky: 'failure', plain: 'success', undo: 'skipped', told: 'success' });
    expect(outputsOf(result, 'told')).toEqual({ seen: 'success' });
    expect(result.run.conclusion).toBe('success');
  });

  it('row 13: is an expression, which may look at the matrix; a leg that may fail stops no other one', async () => {
    const job = `strategy: { max-parallel: 1, matrix: { may: [true, false] } }
    continue-on-error: \${{ matrix.may }}
    steps: [{ run: 'exit \${{ matrix.may && 1 || 0 }}' }]`;
    const result = await world.run(workflow(job));
    expect(resultsOf(result)).toMatchObject({
      'shaky (true)': 'failure',
      'shaky (false)': 'success',
      plain: 'success',
    });
    expect(result.run.conclusion).toBe('success');
    const other = await world.run(workflow(job.replace('matrix.may && 1', '!matrix.may && 1')));
    expect(resultsOf(other)).toMatchObject({ 'shaky (true)': 'success', 'shaky (false)': 'failure', plain: 'skipped' });
    expect(other.run.conclusion).toBe('failure');
  });

  it('row 13: does not make a job good that has run out of time', async () => {
    const clock = createVirtualClock();
    const late = await testWorld({ clock });
    try {
      const steps = 'steps: [{ run: "echo ready; sleep 300" }]';
      const text = workflow(`continue-on-error: true\n    timeout-minutes: 1\n    ${steps}`);
      const [run] = await late.engine.trigger(await late.commit({ '.github/workflows/w.yml': text }));
      if (run === undefined) throw new Error('no run');
      await late.until((event) => event.kind === 'step-line' && event.line === 'ready');
      clock.advance(60_000);
      clock.advance(10_000);
      const result = await late.engine.finished(run);
      expect(outputsOf(result, 'told')).toEqual({ seen: 'cancelled' });
      expect(run.conclusion).toBe('cancelled');
    } finally {
      await late.close();
    }
  });

  it('row 13: covers what fails before the first step', async () => {
    const job = `continue-on-error: true
    concurrency: "\${{ vars.NONE }}"
    steps: [{ run: "true" }]`;
    const result = await world.run(workflow(job));
    expect(resultsOf(result)).toMatchObject({ shaky: 'failure', plain: 'success' });
  });

  it.each(['${{ vars.FLAG }}', '${{ 1 }}'])('that is no truth value fails the job: %s', async (value) => {
    world.repository.variables.set('FLAG', 'true');
    const result = await world.run(workflow(`continue-on-error: ${value}\n    steps: [{ run: "true" }]`));
    expect(result.run.conclusion).toBe('failure');
    expect(jobOf(result, 'shaky').annotations[0]?.message).toMatch(
      /^Error when evaluating 'continue-on-error' for job 'shaky'\. .*w\.yml \(Line: 6, Col: 24\): Unexpected value '(true|1)'$/,
    );
  });
});
