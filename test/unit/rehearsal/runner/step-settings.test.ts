import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createVirtualClock, type VirtualClock } from '../../../../rehearsal/cluster/virtual-clock.ts';
import type { RunEvent } from '../../../../rehearsal/workflow/run-event.ts';
import { type TestWorld, testWorld } from '../workflow/world.ts';
import { composite, runSteps } from './steps.ts';

const MINUTE = 60_000;

describe('time limits and forgiveness', () => {
  let clock: VirtualClock;
  let world: TestWorld;
  beforeEach(async () => {
    clock = createVirtualClock();
    world = await testWorld({ clock });
  });
  afterEach(() => world.close());

  /** Lets time pass when a step says that it is there. */
  const passing = (minutes: number, word = 'ready'): void => {
    void world
      .until((event: RunEvent) => event.kind === 'step-line' && event.line === word)
      .then(() => clock.advance(minutes * MINUTE));
  };
  const HANG = "echo ready; trap 'exit 0' INT; while true; do sleep 0.05; done";

  it('row 15: a late step fails at its whole minutes, and continue-on-error forgives it', async () => {
    passing(2);
    const { messages, ends, said } = await runSteps(
      world,
      `- { id: slow, name: Slow, timeout-minutes: 2.9, continue-on-error: true, run: "${HANG}" }
- run: 'echo "after: \${{ steps.slow.outcome }}"'`,
    );
    expect(messages).toEqual(["The action 'Slow' has timed out after 2 minutes."]);
    expect(ends).toEqual(['success', 'success']);
    expect(said('after')).toEqual(['failure']);
  });

  it('a limit that is no number is an error in the log and no limit', async () => {
    const { messages, ends } = await runSteps(
      world,
      `- { timeout-minutes: "\${{ github.actor }}", run: 'true' }\n- { timeout-minutes: "\${{ fromJSON(steps.x.outputs.y) }}", run: 'true' }`,
    );
    expect(messages[0]).toBe('An error occurred when attempting to determine the step timeout.');
    expect(messages[1]).toContain("Unexpected value 'mina'");
    expect(messages[2]).toBe('An error occurred when attempting to determine the step timeout.');
    expect(ends).toEqual(['success', 'success']);
  });

  it('only true forgives: a text is no truth, whatever it says', async () => {
    const { messages, ends } = await runSteps(
      world,
      `- { continue-on-error: "\${{ github.actor == 'mina' }}", run: exit 1 }
- { continue-on-error: "\${{ github.actor == 'nobody' }}", run: exit 1 }
- { if: always(), continue-on-error: "\${{ format('{0}', true) }}", run: exit 1 }`,
    );
    expect(ends).toEqual(['success', 'failure', 'failure']);
    expect(messages.slice(3)).toEqual([
      'The step failed and an error occurred when attempting to determine whether to continue on error.',
      expect.stringContaining("Unexpected value 'true'"),
    ]);
  });

  it('an env that cannot be evaluated fails the step before it runs', async () => {
    const { said, ends, messages } = await runSteps(
      world,
      `- { env: { A: "\${{ fromJSON('{') }}" }, run: 'echo "ran: yes"' }\n- { if: "always() && fromJSON('{')", run: 'echo "ran: yes"' }`,
    );
    expect(ends).toEqual(['failure', 'failure']);
    expect(said('ran')).toEqual([]);
    expect(messages).toHaveLength(2);
  });

  it('a job whose env cannot be evaluated gets to no step, not even one with always()', async () => {
    const { ends, record } = await runSteps(world, '- { if: always(), run: echo }', {
      job: `env: { A: "\${{ fromJSON('{') }}" }`,
    });
    expect(ends).toEqual([]);
    expect(record.result).toBe('failure');
  });

  it('steps inside of a late composite action have timed out, those after them too', async () => {
    passing(1);
    const { messages, ends } = await runSteps(world, '- { uses: ./c, timeout-minutes: 1 }', {
      checkout: true,
      files: {
        'c/action.yml': composite(
          `- { shell: bash, run: "${HANG}" }\n- { shell: bash, run: 'echo never' }\n- { if: always(), shell: bash, run: "exec sleep 100" }`,
        ),
      },
    });
    expect(messages).toEqual(['The action has timed out.', 'The action has timed out.']);
    expect(ends).toEqual(['success', 'failure']);
  });

  it('a late background step fails, in words of its own', async () => {
    const running = runSteps(
      world,
      // A signal that comes while a shell waits for `touch` is lost, unless it has said before what it does then.
      `- { name: Server, id: server, background: true, timeout-minutes: 1, run: "trap 'exit 0' INT; touch up; ${HANG}" }
- run: "until [ -e up ]; do sleep 0.02; done; echo ready"
- wait: server`,
    );
    passing(1);
    const { messages, record } = await running;
    expect(messages).toEqual(["The background step 'Server' has timed out after 1 minutes."]);
    expect(record.result).toBe('failure');
  });

  it('a cancelled step that does not stop is left behind after 7.5 s, and killed 2.5 s later', async () => {
    const running = runSteps(
      world,
      `- { name: Stubborn, id: s, background: true, run: "trap '' INT TERM; touch up; while true; do sleep 0.05; done" }
- run: "until [ -e up ]; do sleep 0.02; done"
- cancel: s
- run: echo ready`,
    );
    void world
      .until((event) => event.kind === 'step-line' && event.line.startsWith('Cancelling'))
      .then(() => clock.advance(7500));
    const { log, said, record } = await running;
    expect(log).toContain('Finished cancelling background step(s).\n  Stubborn: Canceled\n');
    expect(said('x')).toEqual([]);
    expect(record.result).toBe('success');
  });
});
