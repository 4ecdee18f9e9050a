import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { tail } from './command.ts';
import { identityOf, isRunning, type ProcessIdentity } from './process-identity.ts';
import { Hopeless, until } from './until.ts';

/** A process that outlives the bring-up, and where it writes. */
export interface Daemon extends ProcessIdentity {
  readonly name: string;
  readonly log: string;
}

/** Starts a process in a session of its own, both its outputs appended to `log`. */
export async function startDaemon(
  name: string,
  binary: string,
  args: readonly string[],
  { log, env }: { readonly log: string; readonly env: NodeJS.ProcessEnv },
): Promise<Daemon> {
  const output = openSync(log, 'a');
  try {
    const child = spawn(binary, args, { detached: true, stdio: ['ignore', output, output], env, cwd: '/' });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', (cause) => reject(new Error(`${name} cannot be started: ${cause.message}.`, { cause })));
    });
    child.unref();
    const identity = child.pid === undefined ? undefined : identityOf(child.pid);
    if (identity === undefined) throw new Error(endedEarly({ name, log }));
    return { ...identity, name, log };
  } finally {
    closeSync(output);
  }
}

/** Waits until a part answers, and gives up at once when its process is gone. */
export async function answering(daemon: Daemon, seconds: number, probe: () => Promise<boolean>): Promise<void> {
  await until(`${daemon.name} to answer (its log: ${daemon.log})`, seconds, async () => {
    if (!isRunning(daemon)) throw new Hopeless(endedEarly(daemon));
    return (await probe()) || undefined;
  });
}

/** Ends processes by SIGTERM, and those that are still there after `seconds` by SIGKILL. Never touches a process that
 *  merely has the same id. */
export async function endProcesses(processes: readonly ProcessIdentity[], seconds: number): Promise<void> {
  signal(processes, 'SIGTERM');
  try {
    await until(
      'processes to end',
      seconds,
      async () => processes.every((each) => !isRunning(each)) || undefined,
      0.05,
    );
  } catch {
    signal(processes, 'SIGKILL');
    await until(
      'killed processes to be gone',
      10,
      async () => processes.every((each) => !isRunning(each)) || undefined,
    );
  }
}

function signal(processes: readonly ProcessIdentity[], name: NodeJS.Signals): void {
  for (const each of processes.filter(isRunning)) {
    try {
      process.kill(each.pid, name);
    } catch {
      // It ended between the question and the signal, which is what was wanted.
    }
  }
}

const endedEarly = ({ name, log }: { readonly name: string; readonly log: string }): string =>
  `${name} ended right after it was started. The end of ${log}:\n${tail(readFileSync(log, 'utf8'), 8)}`;
