import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { outputsOf, resultsOf, type TestWorld, testWorld } from './world.ts';

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

  it('of combinations is refused by name', async () => {
    await expect(world.run(waves('matrix: { place: [eu, us] }', 'true'))).rejects.toThrow('"place" of a matrix');
  });
});
