import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jobOf, type TestWorld, testWorld } from '../workflow/world.ts';
import { composite, runSteps } from './steps.ts';

/** A step that goes on only when a later one lets it. */
const AFTER = (name: string): string => `until [ -e ${name} ]; do sleep 0.02; done`;

describe('background steps', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world.close());

  it('lets the job go on, and shows what they leave only after they were waited for', async () => {
    const { said, ends, record } = await runSteps(
      world,
      `- { id: bg, background: true, run: 'echo "word=left" >> "$GITHUB_OUTPUT"; echo "LEFT=yes" >> "$GITHUB_ENV"; echo /left >> "$GITHUB_PATH"; touch written' }
- run: '${AFTER('written')}; echo "before: [\${{ steps.bg.outputs.word }}\${{ steps.bg.outcome }}] [$LEFT] [\${PATH%%:*}]"'
- { id: w, wait: bg }
- run: 'echo "after: \${{ steps.bg.outputs.word }} \${{ steps.bg.outcome }} \${{ steps.w.outcome }} $LEFT \${PATH%%:*}"'`,
    );
    expect(said('before')[0]).toMatch(/^\[\] \[\] \[\/(?!left)/);
    expect(said('after')).toEqual(['left success success yes /left']);
    expect(ends).toEqual(['success', 'success', 'success', 'success']);
    expect(record.result).toBe('success');
  });

  it('logs in the order of the file, whichever step is faster, with the words of the runner', async () => {
    const { log, names } = await runSteps(
      world,
      `- { name: Slow, id: slow, background: true, run: '${AFTER('go')}; echo "said: slow"' }
- { name: Fast, id: fast, background: true, run: 'echo "said: fast"; touch go' }
- run: 'echo "said: between"'
- wait: [slow, fast]`,
    );
    expect([...log.matchAll(/^said: (.*)$/gm)].map(([, who]) => who)).toEqual(['between', 'slow', 'fast']);
    expect(log).toContain('Waiting for background step(s) to complete: Slow, Fast\n');
    expect(log).toContain('Finished waiting for background step(s).\n  Slow: Succeeded\n  Fast: Succeeded\n');
    expect(names).toEqual(['Run echo "said: between"', 'Slow', 'Fast', 'Wait']);
  });

  it('a failure counts from the step that waits for it on', async () => {
    const { said, ends, names, record } = await runSteps(
      world,
      `- { id: bad, background: true, run: 'touch done; exit 1' }
- run: '${AFTER('done')}; echo "between: \${{ job.status }}"'
- wait: bad
- run: 'echo "never: 1"'
- { if: always(), run: 'echo "always: \${{ steps.bad.outcome }}"' }`,
    );
    expect(said('between')).toEqual(['success']);
    expect(said('never')).toEqual([]);
    expect(said('always')).toEqual(['failure']);
    expect(ends[names.indexOf('Wait')]).toBe('failure');
    expect(record.result).toBe('failure');
  });

  it('continue-on-error of a background step forgives it, and of a step that waits, with a word of doubt', async () => {
    const step = `- { id: b, background: true, continue-on-error: true, run: exit 1 }\n- wait: b\n- run: 'echo "seen: \${{ steps.b.outcome }} \${{ steps.b.conclusion }}"'`;
    const forgiven = await runSteps(world, step);
    expect(forgiven.said('seen')).toEqual(['failure success']);
    expect(forgiven.record.result).toBe('success');
    const waiting = await runSteps(
      world,
      `- { id: b, background: true, run: exit 1 }\n- { id: w, wait-all: , continue-on-error: true }\n- run: 'echo "seen: \${{ steps.w.outcome }} \${{ steps.w.conclusion }}"'`,
    );
    expect(waiting.said('seen')).toEqual(['failure success']);
    expect(waiting.record.result).toBe('success');
    expect(waiting.messages.join()).toContain('Rehearsal: "continue-on-error" of this step');
  });

  it('wait-all waits for what was not waited for yet', async () => {
    const { log } = await runSteps(
      world,
      `- { name: One, id: one, background: true, run: echo }
- { name: Two, id: two, background: true, run: echo }
- wait: one
- wait-all:
- wait-all:`,
    );
    expect(log).toContain('Waiting for all background step(s) to complete: Two\n');
    expect(log).toContain('No background steps remaining to wait for.\n');
  });

  it('the end of the job waits for those that nobody waits for', async () => {
    const { names, record, said } = await runSteps(
      world,
      `- { id: bg, background: true, run: '${AFTER('last')}; echo "bg: ended"; exit 1' }\n- run: touch last`,
    );
    expect(said('bg')).toEqual(['ended']);
    expect(names.at(-1)).toBe('Wait for all background steps');
    expect(record.result).toBe('failure');
  });

  it('adds no step for that where each is waited for or cancelled', async () => {
    const { names } = await runSteps(
      world,
      `- { id: one, background: true, run: echo }
- { id: two, background: true, run: exec sleep 300 }
- wait: one
- cancel: two`,
    );
    expect(names).toEqual(['Run echo', 'Wait', 'Run exec sleep 300', 'Cancel']);
  });

  it('cancel stops a step and fails nobody', async () => {
    const { log, said, record, ends, names } = await runSteps(
      world,
      `- { name: Server, id: server, background: true, run: 'trap "echo stopped: by SIGINT; exit 0" INT; touch up; while true; do sleep 0.05; done' }
- run: '${AFTER('up')}'
- cancel: server
- run: 'echo "seen: \${{ steps.server.outcome }} \${{ steps.server.conclusion }} \${{ job.status }}"'`,
    );
    expect(said('stopped')).toEqual(['by SIGINT']);
    expect(said('seen')).toEqual(['cancelled cancelled success']);
    expect(log).toContain('Cancelling background step(s): Server\n');
    expect(log).toContain('Finished cancelling background step(s).\n  Server: Canceled\n');
    expect(ends[names.indexOf('Server')]).toBe('cancelled');
    expect(record.result).toBe('success');
  });

  it('wait and cancel run after a failure too', async () => {
    const { ends, names } = await runSteps(
      world,
      `- { id: bg, background: true, run: exec sleep 300 }\n- run: exit 1\n- cancel: bg\n- wait-all:`,
    );
    expect(ends[names.indexOf('Cancel')]).toBe('success');
    expect(ends[names.indexOf('Wait for all')]).toBe('success');
  });

  it('a condition decides when the step is due; one that does not run leaves nothing', async () => {
    const { log, said, ends } = await runSteps(
      world,
      `- { id: no, if: false, background: true, run: 'echo "ran: no"' }
- wait: no
- run: 'echo "seen: [\${{ steps.no.outcome }}]"'`,
    );
    expect(said('ran')).toEqual([]);
    expect(said('seen')).toEqual(['[]']);
    expect(log).toContain('Waiting for background step(s) to complete: no\n');
    expect(ends).toEqual(['skipped', 'success', 'success']);
  });

  it('parallel is short for background steps and one that waits for them', async () => {
    const { said, names, ends, record } = await runSteps(
      world,
      `- parallel:
    - { id: one, run: '${AFTER('two')}; echo "x=1" >> "$GITHUB_OUTPUT"; echo "said: $GITHUB_ACTION"' }
    - run: 'touch two; echo "said: $GITHUB_ACTION"'
- run: 'echo "seen: \${{ steps.one.outputs.x }} $GITHUB_ACTION"'`,
    );
    expect(said('said')).toEqual(['one', '__run_2']);
    expect(said('seen')).toEqual(['1 __run']);
    expect(names.slice(2)).toEqual(['Parallel group', expect.stringContaining('Run echo "seen: 1')]);
    expect(ends).toEqual(['success', 'success', 'success', 'success']);
    expect(record.result).toBe('success');
  });
});

describe('many background steps', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world.close());

  it('ten run at once, the others in order after them', async () => {
    const step = (number: number) =>
      `- { id: s${number}, background: true, run: 'touch up-${number}; ${AFTER('go')}; ls up-* | wc -l > seen-${number}' }`;
    const { said, record } = await runSteps(
      world,
      `${Array.from({ length: 12 }, (_, index) => step(index)).join('\n')}
- run: |
    until [ "$(ls up-* | wc -l)" = 10 ]; do sleep 0.02; done
    sleep 0.3; echo "up: $(ls up-* | wc -l) [$(ls up-10 up-11 2> /dev/null)]"; touch go
- wait-all:
- run: 'echo "up: $(ls up-* | wc -l)"'`,
    );
    expect(said('up')).toEqual(['10 []', '12']);
    expect(record.result).toBe('success');
  });

  it('one that waits for its place can be cancelled, in the words of .NET', async () => {
    const busy = Array.from(
      { length: 10 },
      (_, index) => `- { id: s${index}, background: true, run: '${AFTER('go')}' }`,
    );
    const { said, ends, names, messages, record } = await runSteps(
      world,
      `${busy.join('\n')}
- { name: Queued, id: queued, background: true, run: 'echo "ran: queued"' }
- cancel: queued
- run: touch go
- wait-all:`,
    );
    expect(said('ran')).toEqual([]);
    expect(messages).toEqual(['A task was canceled.']);
    expect(ends[names.indexOf('Cancel')]).toBe('cancelled');
    expect(record.result).toBe('success');
  });

  it('a composite action can be one; what its steps leave is seen after the wait', async () => {
    const { said, record } = await runSteps(
      world,
      `- { id: c, background: true, uses: ./c }
- run: '${AFTER('inside')}; echo "before: [$INNER]"; touch go'
- wait: c
- run: 'echo "after: $INNER \${{ steps.c.outputs.word }}"'`,
      {
        checkout: true,
        files: {
          'c/action.yml': composite(
            `- { shell: bash, run: 'echo "INNER=set" >> "$GITHUB_ENV"' }
- { id: w, shell: bash, run: 'echo "inside: $INNER"; touch inside; ${AFTER('go')}; echo "word=said" >> "$GITHUB_OUTPUT"' }`,
            'outputs: { word: { value: "${{ steps.w.outputs.word }}" } }',
          ),
        },
      },
    );
    expect(said('before')).toEqual(['[]']);
    expect(said('inside')).toEqual(['set']);
    expect(said('after')).toEqual(['set said']);
    expect(record.result).toBe('success');
  });

  it('posts run in the order in which the steps began, and variables that differ in case are one', async () => {
    const { said, names } = await runSteps(
      world,
      `- { name: One, id: one, background: true, uses: ./act }
- { name: Two, uses: ./act }
- { id: env, background: true, run: 'printf "Word=1\\nWORD=2\\n" >> "$GITHUB_ENV"' }
- wait-all:
- run: 'echo "env: $Word [$WORD]"'`,
      {
        checkout: true,
        files: { 'act/action.yml': 'runs: { using: node24, main: a.js, post: a.js }', 'act/a.js': '' },
      },
    );
    expect(said('env')).toEqual(['2 []']);
    expect(names.filter((name) => name.startsWith('Post '))).toHaveLength(2);
  });

  it('a job that is cancelled takes them with it, whatever their condition says; wait still runs', async () => {
    const push = await world.commit({
      '.github/workflows/w.yml': `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - { id: bg, if: always(), background: true, run: "touch up; exec sleep 300" }\n      - run: "${AFTER('up')}; echo ready; exec sleep 300"\n      - wait: bg\n      - { if: always(), run: 'echo "seen: \${{ steps.bg.outcome }}"' }\n`,
    });
    const [run] = await world.engine.trigger(push);
    if (run === undefined) throw new Error('The push started no run.');
    await world.until((event) => event.kind === 'step-line' && event.line === 'ready' && event.run.id === run.id);
    world.engine.cancel(run);
    const result = await world.engine.finished(run);
    const record = jobOf(result, 'a');
    expect(readFileSync(record.logFile, 'utf8')).toMatch(/^seen: cancelled$/m);
    expect(record.result).toBe('cancelled');
  });
});
