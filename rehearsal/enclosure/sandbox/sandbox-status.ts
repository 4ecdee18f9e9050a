import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';

/** What bubblewrap tells of the process that it starts. */
export interface SandboxStatus {
  /** Its id outside of the sandbox. Never resolves when it does not get that far. */
  readonly pid: Promise<number>;
  /** Whether the command itself ran, known when all has ended. */
  readonly ran: Promise<boolean>;
}

/** Reads `--json-status-fd`: one object a line, with `child-pid` at the beginning, and with `exit-code` at the end if the command could be
 *  started at all. */
export function sandboxStatus(stream: unknown): SandboxStatus {
  if (!(stream instanceof Readable)) throw new Error('The status of a sandbox is read from a pipe.');
  const lines = createInterface({ input: stream });
  let exits = false;
  const pid = new Promise<number>((resolve) => {
    lines.on('line', (line) => {
      const status: Readonly<Record<string, unknown>> = JSON.parse(line);
      if (typeof status['child-pid'] === 'number') resolve(status['child-pid']);
      if ('exit-code' in status) exits = true;
    });
  });
  const ran = new Promise<boolean>((resolve) => lines.once('close', () => resolve(exits)));
  return { pid, ran };
}
