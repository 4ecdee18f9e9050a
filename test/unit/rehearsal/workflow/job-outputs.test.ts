import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { outputsProblem, runOutputsRefusal } from '../../../../rehearsal/workflow/job-outputs.ts';
import { jobOf, outputsOf, resultsOf, type TestWorld, testWorld } from './world.ts';

const HALF = 262_144;

describe('the outputs of a job', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world.close());

  it('have 1,048,576 bytes at most, all together, two for each letter', () => {
    expect(outputsProblem({ a: 'x'.repeat(HALF), b: 'é'.repeat(HALF) })).toBeUndefined();
    expect(outputsProblem({ a: 'x'.repeat(HALF), b: 'é'.repeat(HALF), c: 'x' })).toBe(
      'Job outputs exceed 1,048,576 bytes',
    );
  });

  it('that are larger fail the job, in the words of GitHub, and none of them is there', async () => {
    const result = await world.run(`
on: push
jobs:
  large:
    runs-on: x
    outputs: { text: "\${{ steps.s.outputs.text }}", other: kept }
    steps:
      - { id: s, run: "{ printf text=; head -c 524289 /dev/zero | tr '\\\\0' x; echo; } >> $GITHUB_OUTPUT" }
  next: { needs: large, if: always(), runs-on: x, outputs: { other: "\${{ needs.large.outputs.other }}" }, steps: [{ run: "true" }] }
`);
    expect(resultsOf(result)).toEqual({ large: 'failure', next: 'success' });
    expect(jobOf(result, 'large').annotations).toEqual([
      { level: 'error', message: 'Job outputs exceed 1,048,576 bytes', properties: {} },
    ]);
    expect(outputsOf(result, 'next')).toEqual({});
  });

  it('of a whole run that exceed 50 MiB are not rehearsed: what GitHub does then is not known', () => {
    const jobs = Array.from({ length: 50 }, () => ({ outputs: { a: 'x'.repeat(2 * HALF) } }));
    const place = { file: 'w.yml', line: 3 };
    expect(runOutputsRefusal(jobs, {}, place)).toBeUndefined();
    expect(runOutputsRefusal(jobs, { b: 'x' }, place)).toEqual({
      what: 'a run whose outputs exceed 52,428,800 bytes',
      place,
    });
  });
});
