import { readFileSync } from 'node:fs';
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
});
