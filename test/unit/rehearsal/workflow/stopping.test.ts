import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setEnvironment } from '../../../../rehearsal/github/state.ts';
import { CHECKOUT, jobOf, resultsOf, type TestWorld, testWorld } from './world.ts';

const WORKFLOW = `
on: { push: {}, workflow_dispatch: {} }
jobs:
  hangs:
    runs-on: ubuntu-24.04
    steps:
      - uses: ${CHECKOUT}
      - uses: ./actions/tidy
      - name: Hang
        run: |
          trap 'echo interrupted; exit 1' INT
          echo up
          while :; do read -r -t 0.02 < <(:) || :; done
      - name: Ordinary
        run: echo ordinary step
      - name: Told
        if: cancelled()
        run: echo told of it
      - name: Always
        if: always()
        run: echo always there
  ordinary:
    needs: hangs
    runs-on: ubuntu-24.04
    steps: [{ run: 'true' }]
  repair:
    needs: hangs
    if: always() && needs.hangs.result != 'success'
    runs-on: ubuntu-24.04
    steps: [{ run: echo repaired }]
`;
const FILES = {
  '.github/workflows/w.yml': WORKFLOW,
  'actions/tidy/action.yml':
    'name: Tidy\ndescription: Tidies\nruns: { using: node24, main: ./main.mjs, post: ./post.mjs }\n',
  'actions/tidy/main.mjs': "console.log('in use');",
  'actions/tidy/post.mjs': "console.log('tidied up');",
};

describe('an engine that is stopped', () => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await testWorld();
  });
  afterEach(() => world.close());

  it('cancels what runs as the button does: told steps, post steps and always() jobs run', async () => {
    const [run] = await world.engine.trigger(await world.commit(FILES));
    await world.until((event) => event.kind === 'step-line' && event.line === 'up');
    const [stopped, ...others] = await world.engine.stop();
    if (stopped === undefined) throw new Error('No run was cancelled.');
    expect([stopped.run, others]).toEqual([run, []]);
    expect(stopped.run.conclusion).toBe('cancelled');
    expect(resultsOf(stopped)).toEqual({ hangs: 'cancelled', ordinary: 'skipped', repair: 'success' });
    const { steps, logFile } = jobOf(stopped, 'hangs');
    expect(steps.map(({ step, result }) => `${step.name}: ${result.conclusion}`)).toEqual([
      `Run ${CHECKOUT}: success`,
      'Run ./actions/tidy: success',
      'Hang: cancelled',
      'Ordinary: skipped',
      'Told: success',
      'Always: success',
      'Post Run ./actions/tidy: success',
    ]);
    const log = readFileSync(logFile, 'utf8');
    for (const line of ['interrupted', 'told of it', 'always there', 'tidied up']) expect(log).toContain(`\n${line}\n`);
  });

  it('cancels a run whose jobs wait for a reviewer, and takes no event any more', async () => {
    const reviewers = [{ type: 'User', id: 9, login: 'rae' }] as const;
    setEnvironment(world.repository, { name: 'production', reviewers });
    const gated = WORKFLOW.replace('hangs:\n', 'hangs:\n    environment: production\n');
    await world.engine.trigger(await world.commit({ ...FILES, '.github/workflows/w.yml': gated }));
    await world.until((event) => event.kind === 'job-waiting');
    const [stopped] = await world.engine.stop();
    expect(stopped?.run.conclusion).toBe('cancelled');
    expect(await world.engine.trigger(await world.commit({ 'a.txt': 'a' }))).toEqual([]);
    expect(
      await world.engine.dispatch({ workflow: 'w.yml', ref: 'refs/heads/main', inputs: {}, actor: 'mina' }),
    ).toBeUndefined();
    expect(world.repository.runs.length).toBe(1);
  });
});
