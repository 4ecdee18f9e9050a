import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { returning } from '../../../../cli/config/returning.ts';

class Running extends EventEmitter {
  exitCode: number | undefined;
}

/** What is said of a config that never returns, and how the process then ends. */
function ended(...events: readonly (readonly [string, number])[]): { readonly said: string[]; readonly code: unknown } {
  const [running, said]: [Running, string[]] = [new Running(), []];
  void returning(
    () => new Promise(() => {}),
    (sentence) => void said.push(sentence),
    running,
  );
  for (const [event, code] of events) running.emit(event, code);
  return { said, code: running.exitCode };
}

describe('a config that is run', () => {
  it('gives what it exports, and nobody listens to the end any longer', async () => {
    const running = new Running();
    const say = () => expect(running).toBe('silent');
    expect(await returning(async () => 7, say, running)).toBe(7);
    await expect(returning(async () => Promise.reject(new Error('x')), say, running)).rejects.toThrow('x');
    running.emit('beforeExit', 0);
    running.emit('exit', 0);
    expect([running.exitCode, running.eventNames()]).toEqual([undefined, []]);
  });

  it.each([0, 3])('does not end the process with %d', (code) => {
    const { said, code: ends } = ended(['exit', code]);
    expect(said).toEqual([expect.stringContaining(`process.exit(${code}), before it exports`)]);
    expect(ends).toBe(2);
  });

  it('does not wait for what never comes', () => {
    const { said, code } = ended(['beforeExit', 0], ['exit', 0]);
    expect(said).toEqual([expect.stringContaining('waits for something that never comes')]);
    expect(code).toBe(2);
  });
});
