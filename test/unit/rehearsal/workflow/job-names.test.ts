import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunResult } from '../../../../rehearsal/workflow/run-result.ts';
import { jobOf, type TestWorld, testWorld } from './world.ts';

const STEPS = 'runs-on: x, steps: [{ run: "true" }]';
const namesOf = ({ jobs }: RunResult) => Object.fromEntries(jobs.map(({ path, name }) => [path, name]));

describe('the name of a job', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world.close());

  it('is looked at when it starts; a job that is skipped shows what stands in the file', async () => {
    const result = await world.run(`
on: push
jobs:
  plan: { outputs: { o: there }, ${STEPS} }
  told: { needs: plan, name: "Go \${{ needs.plan.outputs.o }}", ${STEPS} }
  not: { if: false, name: "Go \${{ needs.plan.outputs.o }}", needs: plan, ${STEPS} }
  legs: { if: false, name: "On \${{ matrix.os }}", strategy: { matrix: { os: [a, b] } }, ${STEPS} }
  none: { name: "\${{ vars.NONE }}", ${STEPS} }
`);
    expect(namesOf(result)).toEqual({
      plan: 'plan',
      told: 'Go there',
      not: 'Go ${{ needs.plan.outputs.o }}',
      legs: 'On ${{ matrix.os }}',
      none: 'none',
    });
    const queued = world.events.find((event) => event.kind === 'job-queued' && event.job.path === 'told');
    const ended = world.events.find((event) => event.kind === 'job-ended' && event.job.path === 'told');
    expect([queued, ended].map((event) => event && 'job' in event && event.job.name)).toEqual([
      'Go ${{ needs.plan.outputs.o }}',
      'Go there',
    ]);
  });

  it('that cannot be evaluated fails its job, and of a matrix the leg', async () => {
    const result = await world.run(`
on: push
jobs:
  one: { name: "\${{ fromJSON('x') }}", ${STEPS} }
  legs: { name: "\${{ fromJSON(matrix.n) }}", strategy: { fail-fast: false, matrix: { n: ['1', x] } }, ${STEPS} }
`);
    expect(jobOf(result, 'one').annotations[0]?.message).toMatch(
      /^Error when evaluating 'name' for job 'one'\. \.github\/workflows\/w\.yml \(Line: 4, Col: 16\): Error parsing fromJson/,
    );
    expect(result.jobs.map(({ name, result: ended }) => [name, ended])).toEqual([
      ["${{ fromJSON('x') }}", 'failure'],
      ['1', 'success'],
      ['${{ fromJSON(matrix.n) }}', 'failure'],
    ]);
  });
});
