import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { CHECKOUT, jobOf, testWorld } from '../unit/rehearsal/workflow/world.ts';
import { formsHere, sandboxHere } from './sandbox-here.ts';

const WORKFLOW = `
on: push
jobs:
  all:
    runs-on: ubuntu-24.04
    outputs: { word: "\${{ steps.greet.outputs.word }}" }
    steps:
      - uses: ${CHECKOUT}
      - run: |
          echo "made=here" >> "$GITHUB_ENV"
          (while [ ! -e question ]; do sleep 0.01; done; echo "left running" > answer) > /dev/null 2>&1 &
      - run: touch question; while ! grep -q running answer 2> /dev/null; do sleep 0.01; done; cat answer; echo "env $made"
      - id: greet
        uses: ./actions/greet
      - uses: ./actions/both
      - shell: python3 {0}
        run: print('by Python')
      - run: echo "$HOME" > "$HOME/note"; cat "$HOME/note" > "$RUNNER_TEMP/note"; mktemp > /dev/null; git log --format=%s -1 || true
      - run: setsid sleep 1000 & echo "pid $!" 
`;
const FILES = {
  '.github/workflows/w.yml': WORKFLOW,
  'actions/greet/action.yml':
    'name: Greet\ndescription: Greets\nruns: { using: node24, main: ./main.mjs, post: ./post.mjs }\n',
  'actions/greet/main.mjs':
    "import { appendFileSync } from 'node:fs';\nappendFileSync(process.env.GITHUB_OUTPUT, 'word=hello\\n');\nconsole.log('greeted');",
  'actions/greet/post.mjs': "console.log('said goodbye');",
  'actions/both/action.yml': `
name: Both
description: A composite one
runs:
  using: composite
  steps:
    - run: echo "composite of $GITHUB_ACTION_PATH" | sed 's#/.*/##'
      shell: bash
    - uses: ./actions/greet
`,
};

const { sandbox, remove } = await sandboxHere();
afterAll(remove);

describe.each(formsHere(sandbox))('jobs %s', (_, enclosures) => {
  it('run scripts, JavaScript and composite actions, post steps, and what a step has left running', async () => {
    const world = await testWorld({ enclosures, readable: [process.execPath] });
    try {
      const [result] = await world.push(FILES);
      if (result === undefined) throw new Error('The push started no run.');
      const { logFile, outputs } = jobOf(result, 'all');
      const log = readFileSync(logFile, 'utf8');
      expect([log, result.run.conclusion]).toEqual([log, 'success']);
      expect(outputs).toEqual({ word: 'hello' });
      for (const line of ['left running', 'env here', 'greeted', 'composite of both', 'by Python', 'said goodbye'])
        expect(log.split('\n')).toContain(line);
    } finally {
      await world.close();
    }
  });

  it('find what Node has compiled in an earlier one, though its files lay elsewhere', async () => {
    const compiled = mkdtempSync(join(tmpdir(), 'compiled-'));
    const files = (): readonly string[] => readdirSync(compiled, { recursive: true, encoding: 'utf8' }).sort();
    const world = await testWorld({ enclosures, compiled, readable: [process.execPath] });
    try {
      const greets = `on: push\njobs: { one: { runs-on: ubuntu-24.04, steps: [{ uses: ${CHECKOUT} }, { uses: ./actions/greet }] } }`;
      await world.push({ ...FILES, '.github/workflows/w.yml': greets });
      const first = files();
      expect(first.length).toBeGreaterThan(2);
      await world.push({ 'other.txt': 'other' });
      expect(files()).toEqual(first);
    } finally {
      await world.close();
      rmSync(compiled, { recursive: true });
    }
  });
});
