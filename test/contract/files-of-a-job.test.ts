import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jobOf, type TestWorld, testWorld } from '../unit/rehearsal/workflow/world.ts';
import { formsHere, sandboxHere } from './sandbox-here.ts';

const { sandbox, remove } = await sandboxHere();
afterAll(remove);

const MATCHER = '{"problemMatcher":[{"owner":"o","pattern":[{"regexp":"^problem: (.*)$","message":1}]}]}';

describe.each(formsHere(sandbox))('what the rehearsal itself reads of a job that runs %s', (_, enclosures) => {
  let world: TestWorld;
  let outside: string;
  beforeAll(async () => {
    outside = realpathSync(mkdtempSync(join(tmpdir(), 'outside-')));
    mkdirSync(join(outside, 'act'));
    writeFileSync(join(outside, 'matcher.json'), MATCHER);
    writeFileSync(
      join(outside, 'act', 'action.yml'),
      'runs: { using: composite, steps: [{ run: "true", shell: sh }] }',
    );
    world = await testWorld({ enclosures, readable: [process.execPath] });
  });
  afterAll(async () => {
    await world.close();
    rmSync(outside, { recursive: true, force: true });
  });

  const run = async (steps: string) => {
    const result = await world.run(
      `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n${steps.replace(/^/gm, '      ')}\n`,
    );
    const { logFile, annotations, result: ended } = jobOf(result, 'a');
    return { log: readFileSync(logFile, 'utf8'), messages: annotations.map(({ message }) => message), ended };
  };

  it('are problem matchers, also those in the temporary folder', async () => {
    const { messages } = await run(`- run: |
    f=\${TMPDIR:-/tmp}/m.json; echo '${MATCHER}' > "$f"; echo "::add-matcher::$f"
- run: 'echo "problem: here"'`);
    expect(messages).toEqual(['here']);
  });

  it('is never a pipe, where nobody would write into it', async () => {
    const { messages, ended } = await run(`- run: |
    echo '${MATCHER}' > m.json; mkdir .git act; mkfifo .git/config act/action.yml m; touch a.ts
    echo "::add-matcher::m.json"
    echo "problem: here"
- { run: 'echo "::add-matcher::m"', continue-on-error: true }
- uses: ./act`);
    expect(messages.slice(0, 2)).toEqual(['here', "Unable to process command '::add-matcher::m' successfully."]);
    expect(messages[2]).toMatch(/^Could not find file '\/.*\/m'\.$/);
    expect(messages[3]).toMatch(/^Can't find 'action.yml', 'action.yaml' or 'Dockerfile' under/);
    expect(ended).toBe('failure');
  });

  if (enclosures.kind === 'sandboxed') {
    it('is no problem matcher that the job itself cannot read', async () => {
      const { messages } = await run(`- run: ln -s '${outside}/matcher.json' m.json; echo "::add-matcher::m.json"`);
      expect(messages[1]).toMatch(/^Could not find file/);
    });
  }

  // A refusal ends the rehearsal.
  it('is no action outside of the folders of the job', async () => {
    await expect(run(`- run: ln -s '${outside}/act' act\n- uses: ./act`)).rejects.toThrow(
      /an action at .*act\/action.yml, which leads out of the folder of the job, is not rehearsed/,
    );
  });
});
