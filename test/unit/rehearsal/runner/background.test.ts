import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestWorld, testWorld } from '../workflow/world.ts';
import { runSteps } from './steps.ts';

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
