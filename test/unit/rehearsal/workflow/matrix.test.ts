import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jobOf, outputsOf, resultsOf, type TestWorld, testWorld } from './world.ts';

const WAIT = 'while :; do read -r -t 0.02 < <(:) || :; done';

/** A wave of legs, and a job that starts only when all of them are good. */
const waves = (strategy: string, script: string, more = ''): string => `
on: push
jobs:
  wave:
    runs-on: x
    strategy: { ${strategy} }
    ${more}
    outputs: { place: "\${{ steps.s.outputs.place }}" }
    steps:
      - id: s
        env: { PLACE: "\${{ matrix.place }}", OF: "\${{ strategy.job-index }}/\${{ strategy.job-total }}" }
        run: |
          echo "place=$PLACE $OF" >> "$GITHUB_OUTPUT"
          ${script}
  next:
    needs: wave
    runs-on: x
    outputs: { seen: "\${{ needs.wave.outputs.place }}" }
    steps: [{ run: "true" }]
  after:
    needs: wave
    if: "!cancelled()"
    runs-on: x
    outputs: { seen: "\${{ needs.wave.result }}" }
    steps: [{ run: "true" }]
`;
const include = 'matrix: { include: [{ place: eu }, { place: us }, { place: asia }] }';

describe('a matrix', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world.close());

  it('is one job a leg with values of its own; row 10: the outputs are those of the last one', async () => {
    const result = await world.run(waves(`max-parallel: 1, ${include}`, 'true'));
    expect(resultsOf(result)).toEqual({
      'wave (eu)': 'success',
      'wave (us)': 'success',
      'wave (asia)': 'success',
      next: 'success',
      after: 'success',
    });
    expect(outputsOf(result, 'next')).toEqual({ seen: 'asia 2/3' });
  });

  it('row 12: is as bad as its worst leg, and what needs it does not start', async () => {
    const result = await world.run(waves(`fail-fast: false, ${include}`, '[ "$PLACE" != us ]'));
    expect(resultsOf(result)).toEqual({
      'wave (eu)': 'success',
      'wave (us)': 'failure',
      'wave (asia)': 'success',
      next: 'skipped',
      after: 'success',
    });
    expect(outputsOf(result, 'after')).toEqual({ seen: 'failure' });
  });

  it('row 11: starts the legs that wait although one has failed, where it does not fail fast', async () => {
    const slow = waves(`fail-fast: false, max-parallel: 1, ${include}`, '[ "$PLACE" != eu ]');
    expect(resultsOf(await world.run(slow))).toMatchObject({
      'wave (eu)': 'failure',
      'wave (us)': 'success',
      'wave (asia)': 'success',
    });
  });

  it('row 11: cancels the legs that run and those that wait, where it fails fast', async () => {
    const running = await world.run(
      waves(include, `[ "$PLACE" != us ] || exit 1\n          trap "exit 1" INT; ${WAIT}`),
    );
    expect(resultsOf(running)).toMatchObject({ 'wave (us)': 'failure', 'wave (eu)': 'cancelled', next: 'skipped' });
    const waiting = await world.run(waves(`max-parallel: 1, ${include}`, 'exit 1'));
    expect(resultsOf(waiting)).toMatchObject({
      'wave (eu)': 'failure',
      'wave (us)': 'cancelled',
      'wave (asia)': 'cancelled',
    });
  });

  it('holds a group of its own in each leg', async () => {
    const flag = `${world.folder}/beside`;
    // The first leg ends only when the second one runs beside it.
    const script = `if [ "$PLACE" = eu ]; then while [ ! -e ${flag} ]; do read -r -t 0.02 < <(:) || :; done; else touch ${flag}; fi`;
    const group = 'concurrency: { group: "deploy/${{ matrix.place }}", cancel-in-progress: false }';
    const result = await world.run(waves(include, script, group));
    expect(resultsOf(result)).toMatchObject({ 'wave (eu)': 'success', 'wave (us)': 'success', next: 'success' });
  });

  it('row 9: is the product of its axes, and each job sees its own values wherever a file may ask for them', async () => {
    const result = await world.run(`
on: push
jobs:
  build:
    strategy:
      matrix: { os: [one, two], node: [18], include: [{ os: one, extra: more }] }
    name: "\${{ matrix.os }}!"
    runs-on: "\${{ matrix.os && 'x' }}"
    environment: "\${{ matrix.os }}"
    concurrency: "g-\${{ matrix.os }}"
    timeout-minutes: \${{ matrix.node }}
    outputs: { one: "\${{ steps.s.outputs.one }}", two: "\${{ steps.s.outputs.two }}" }
    steps:
      - id: s
        run: echo "\${{ matrix.os }}=\${{ matrix.node }}\${{ matrix.extra }}" >> "$GITHUB_OUTPUT"
  next: { needs: build, runs-on: x, outputs: { all: "\${{ toJSON(needs.build.outputs) }}" }, steps: [{ run: "true" }] }
`);
    expect(resultsOf(result)).toEqual({ 'build (one, 18)': 'success', 'build (two, 18)': 'success', next: 'success' });
    expect(result.jobs.map(({ name }) => name)).toEqual(expect.arrayContaining(['one!', 'two!']));
    expect(JSON.parse(outputsOf(result, 'next')['all'] ?? '')).toEqual({ one: '18more', two: '18' });
    expect([...world.repository.environments.keys()]).toEqual(expect.arrayContaining(['one', 'two']));
  });

  it('row 9: comes from the outputs of another job', async () => {
    const result = await world.run(`
on: push
jobs:
  plan:
    runs-on: x
    outputs: { list: "\${{ steps.s.outputs.list }}" }
    steps: [{ id: s, run: 'echo "list=[{\\"a\\":1},{\\"a\\":\\"b/c\\"}]" >> "$GITHUB_OUTPUT"' }]
  each:
    needs: plan
    strategy: { matrix: { item: "\${{ fromJSON(needs.plan.outputs.list) }}" } }
    runs-on: x
    steps: [{ run: 'test -n "\${{ matrix.item.a }}"' }]
`);
    expect(resultsOf(result)).toEqual({ plan: 'success', 'each (1)': 'success', 'each (b/c)': 'success' });
  });

  it('row 9: that turns out empty fails its job with the sentence of GitHub, and what needs it is skipped', async () => {
    const result = await world.run(`
on: push
jobs:
  each:
    strategy: { matrix: { item: "\${{ fromJSON('[]') }}" } }
    runs-on: x
    steps: [{ run: "true" }]
  next: { needs: each, runs-on: x, steps: [{ run: "true" }] }
`);
    expect(resultsOf(result)).toEqual({ each: 'failure', next: 'skipped' });
    expect(jobOf(result, 'each').annotations[0]?.message).toBe(
      "Error when evaluating 'strategy' for job 'each'. .github/workflows/w.yml (Line: 5, Col: 33): Matrix vector 'item' does not contain any values",
    );
  });

  it('row 9: that is wrong in the file fails the run before any job', async () => {
    const result = await world.run(
      'on: push\njobs:\n  a: { runs-on: x, strategy: { matrix: { b: [] } }, steps: [{ run: "true" }] }\n',
    );
    expect(result.jobs).toEqual([]);
    expect(result.problems.join()).toContain("Matrix vector 'b' does not contain any values");
  });

  it('row 9: without axes is one job under its own name, whose strategy context says so', async () => {
    const job = (strategy: string) => `
    ${strategy}
    runs-on: x
    outputs: { seen: "\${{ toJSON(strategy) }}", matrix: "\${{ toJSON(matrix) }}" }
    steps: [{ run: "true" }]`;
    const result = await world.run(
      `on: push\njobs:\n  a:${job('strategy: { fail-fast: false, max-parallel: 4 }')}\n  b:${job('')}\n`,
    );
    expect(resultsOf(result)).toEqual({ a: 'success', b: 'success' });
    const alone = { 'job-index': 0, 'job-total': 1, 'max-parallel': 1 };
    expect(JSON.parse(outputsOf(result, 'a')['seen'] ?? '')).toEqual({ 'fail-fast': false, ...alone });
    expect(JSON.parse(outputsOf(result, 'b')['seen'] ?? '')).toEqual({ 'fail-fast': true, ...alone });
    expect(outputsOf(result, 'a')['matrix']).toBe('null');
  });

  it('numbers jobs that show the same, each with a log of its own', async () => {
    const result = await world.run(`
on: push
jobs:
  a: { strategy: { matrix: { b: [null, ""] } }, runs-on: x, steps: [{ run: "true" }] }
`);
    expect(resultsOf(result)).toEqual({ a: 'success', 'a #2': 'success' });
    expect(new Set(result.jobs.map(({ logFile }) => logFile)).size).toBe(2);
  });
});
