import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { exitCode } from './exit-code.ts';

export type Child = ChildProcessByStdio<null, Readable, Readable>;

/** Whether the process runs, and how it ends. A process that cannot be started rejects both. */
export function childPromises(child: Child): { readonly started: Promise<void>; readonly exited: Promise<number> } {
  const started = once(child, 'spawn').then(() => {});
  const exited = new Promise<number>((resolve, reject) => {
    child.once('error', (error) => {
      // Later errors are about signals to a process that has ended.
      if (child.pid === undefined) reject(error);
    });
    child.once('exit', (code, signal) => resolve(exitCode(code, signal)));
  });
  // Whoever looks at one of them alone knows enough.
  started.catch(() => {});
  exited.catch(() => {});
  return { started, exited };
}
