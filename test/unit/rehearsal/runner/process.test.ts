import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { createVirtualClock } from '../../../../rehearsal/cluster/virtual-clock.ts';
import { plainEnclosures } from '../../../../rehearsal/enclosure/plain-enclosures.ts';
import { INTERRUPT_MILLISECONDS, runProcess, TERMINATE_MILLISECONDS } from '../../../../rehearsal/runner/process.ts';

const enclosures = plainEnclosures();
const folder = mkdtempSync(join(tmpdir(), 'process-test-'));
const enclosure = await enclosures.open({ folder, temporary: folder, readable: [] });
afterAll(async () => {
  await enclosure.close();
  rmSync(folder, { recursive: true });
});

/** A process under test: its lines as they come, and the ways to stop it. */
function start(script: string) {
  const clock = createVirtualClock();
  const cancel = new AbortController();
  const kill = new AbortController();
  const lines: string[] = [];
  const watchers = new Map<string, () => void>();
  const code = runProcess({
    file: 'bash',
    args: ['-c', script],
    enclosure,
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '' },
    onLine(line) {
      lines.push(line);
      watchers.get(line)?.();
    },
    signal: cancel.signal,
    kill: kill.signal,
    clock,
  });
  const line = (text: string) =>
    lines.includes(text) ? Promise.resolve() : new Promise<void>((resolve) => watchers.set(text, resolve));
  return { clock, cancel, kill, lines, code, line };
}
/** Waits at a pipe that never has anything: a shell that waits for a child may lose an interrupt. */
const LOOP = 'exec 3<> <(:); wait; echo ready; while :; do read -r -t 0.02 -u 3 || :; done';

describe('a process', () => {
  it('gives its lines and its exit code', async () => {
    const { code, lines } = start('echo one; echo two >&2; printf three; exit 4');
    expect(await code).toBe(4);
    expect([...lines].sort()).toEqual(['one', 'three', 'two']);
  });

  it('row 16: is interrupted, terminated after 7.5 s and killed after 2.5 s more', async () => {
    const { clock, cancel, code, line } = start(`trap 'echo int' INT; trap 'echo term' TERM; ${LOOP}`);
    await line('ready');
    cancel.abort();
    await line('int');
    clock.advance(INTERRUPT_MILLISECONDS);
    await line('term');
    clock.advance(TERMINATE_MILLISECONDS);
    expect(await code).toBe(128 + 9);
  });

  it('row 16: has 7.5 s to end by itself after an interrupt', async () => {
    const { cancel, code, line } = start(`trap 'exit 3' INT; ${LOOP}`);
    await line('ready');
    cancel.abort();
    expect(await code).toBe(3);
  });

  it('is killed at once, with its children, when everything ends', async () => {
    const { kill, code, line } = start(`trap '' INT TERM; ${LOOP}`);
    await line('ready');
    kill.abort();
    expect(await code).toBe(128 + 9);
  });

  it('cannot be started when there is no such program', async () => {
    const none = { enclosure, cwd: '/', env: {}, onLine: () => {}, clock: createVirtualClock() };
    const { signal } = new AbortController();
    await expect(runProcess({ ...none, file: '/no/such', args: [], signal, kill: signal })).rejects.toThrow('ENOENT');
  });
});
