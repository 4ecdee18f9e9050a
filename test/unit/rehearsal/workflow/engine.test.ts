import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CHECKOUT, jobOf, outputsOf, resultsOf, type TestWorld, testWorld } from './world.ts';

describe('the engine', () => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await testWorld();
  });
  afterEach(() => world.close());

  it('runs the jobs of a pushed workflow and passes outputs on', async () => {
    const result = await world.run(`
on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    outputs:
      word: \${{ steps.say.outputs.word }}
    steps:
      - id: say
        run: echo "word=hello $GITHUB_REF_NAME" >> "$GITHUB_OUTPUT"
  b:
    needs: a
    runs-on: ubuntu-24.04
    steps:
      - run: |
          echo "$WORD"
          echo "# Summary" >> "$GITHUB_STEP_SUMMARY"
        env:
          WORD: \${{ needs.a.outputs.word }}
`);
    expect(result.run.conclusion).toBe('success');
    expect(outputsOf(result, 'a')).toEqual({ word: 'hello main' });
    const b = jobOf(result, 'b');
    expect(readFileSync(b.logFile, 'utf8')).toContain('\nhello main\n');
    expect(readFileSync(b.summaryFile ?? '', 'utf8')).toBe('# Summary\n');
  });

  it('counts the runs of each file from 1', async () => {
    const file = 'on: push\njobs: { a: { runs-on: x, steps: [{ run: "true" }] } }\n';
    const one = { '.github/workflows/one.yml': file };
    const numbers = async (files: Readonly<Record<string, string>>) =>
      (await world.push(files)).map(({ run }) => `${run.workflowPath.split('/').at(-1)} ${run.number}`).sort();
    expect(await numbers(one)).toEqual(['one.yml 1']);
    expect(await numbers({ ...one, '.github/workflows/two.yml': file })).toEqual(['one.yml 2', 'two.yml 1']);
  });

  it('removes what a job leaves deeper than a path may be long, which is no failure', async () => {
    const deeper =
      "const fs = require('fs'); for (let i = 0; i < 500; i++) { fs.mkdirSync('deeper.deeper'); process.chdir('deeper.deeper'); }";
    const { jobs } = await world.run(
      `on: push\njobs: { a: { runs-on: x, steps: [{ run: "pwd; '${process.execPath}' -e \\"${deeper}\\"" }] } }\n`,
    );
    expect(jobs.map(({ result }) => result)).toEqual(['success']);
    const [, workspace = ''] = /^(\/.*\/shop)$/m.exec(readFileSync(jobs[0]?.logFile ?? '', 'utf8')) ?? [];
    expect([workspace === '', existsSync(workspace)]).toEqual([false, false]);
  });

  it('ends a job whose machine has lost its folders', async () => {
    const result = await world.run(
      'on: push\njobs: { a: { runs-on: x, steps: [{ run: "rm -rf $RUNNER_TEMP/../.." }, { if: always(), run: "true" }] } }\n',
    );
    expect(jobOf(result, 'a').result).toBe('failure');
  });

  it('runs a JavaScript action of the repository with inputs, outputs and a post step', async () => {
    const result = await world.run(
      `
on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    outputs: { greeting: "\${{ steps.greet.outputs.greeting }}" }
    steps:
      - uses: ${CHECKOUT}
      - id: greet
        uses: ./actions/greet
        with: { who: Mina }
`,
      {
        'actions/greet/action.yml': `
name: Greet
description: Greets
inputs:
  who: { description: Whom, required: true }
  word: { description: How, default: "Hi from \${{ github.repository }}" }
runs: { using: node24, main: ../dist/greet.mjs, post: ../dist/post.mjs }
`,
        'actions/dist/greet.mjs': `
import { appendFileSync } from 'node:fs';
appendFileSync(process.env.GITHUB_OUTPUT, 'greeting=' + process.env.INPUT_WORD + ' ' + process.env.INPUT_WHO + '\\n');
appendFileSync(process.env.GITHUB_STATE, 'left=behind\\n');
`,
        'actions/dist/post.mjs': "console.log('post saw ' + process.env.STATE_left + process.env.INPUT_WHO);",
      },
    );
    expect(resultsOf(result)).toEqual({ a: 'success' });
    expect(outputsOf(result, 'a')).toEqual({ greeting: 'Hi from acme/shop Mina' });
    expect(readFileSync(jobOf(result, 'a').logFile, 'utf8')).toContain('post saw behindMina');
  });

  it('ends everything at once when it is closed, also what would go on or does not listen', async () => {
    world.standIns.set('actions/checkout', async ({ context }) => {
      context.log('deaf');
      return new Promise(() => {});
    });
    const event = await world.commit({
      '.github/workflows/w.yml': `
on: push
jobs:
  a: { runs-on: x, steps: [{ run: "trap '' INT TERM; echo ready; sleep 300; sleep 300" }, { if: always(), run: sleep 300 }] }
  b: { runs-on: x, steps: [{ uses: "${CHECKOUT}" }] }
  c: { needs: [a, b], if: always(), runs-on: x, steps: [{ run: sleep 300 }] }
`,
    });
    const [run] = await world.engine.trigger(event);
    if (run === undefined) throw new Error('no run');
    const line = (text: string) => world.until((one) => one.kind === 'step-line' && one.line === text);
    await Promise.all([line('ready'), line('deaf')]);
    await world.engine.close();
    expect(resultsOf(world.engine.result(run))).toEqual({ a: 'cancelled', b: 'cancelled', c: 'cancelled' });
  });

  it('tells everything that happens, in order', async () => {
    await world.run(
      'on: push\njobs:\n  a: { runs-on: x, steps: [{ run: "echo ::notice::hi; echo $GITHUB_JOB >> $GITHUB_STEP_SUMMARY" }] }\n',
    );
    const told = world.events.filter((event) => event.kind !== 'step-line').map(({ kind }) => kind);
    expect(told).toEqual([
      ...['run-started', 'run-in-progress', 'job-queued', 'job-started', 'step-started', 'annotation', 'summary'],
      ...['step-ended', 'job-ended', 'run-ended'],
    ]);
  });
});
