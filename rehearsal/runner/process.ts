import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Clock } from '../cluster/clock.ts';
import type { Enclosure } from '../enclosure/enclosure.ts';

/** A process of a step. */
export interface ProcessRequest {
  /** Where the processes of the job run. */
  readonly enclosure: Pick<Enclosure, 'launch'>;
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** All of its environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
  /** Stops the process step by step. */
  readonly signal: AbortSignal;
  /** Ends the process and all that it has started at once. */
  readonly kill: AbortSignal;
  readonly clock: Clock;
}

/** How long the runner waits after each way of stopping.
 *  @see https://github.com/actions/runner src/Runner.Sdk/ProcessInvoker.cs */
export const INTERRUPT_MILLISECONDS = 7500;
export const TERMINATE_MILLISECONDS = 2500;
/** A background process may keep the output open after its parent has ended; the runner does not wait for it longer than this. */
const DRAIN_MILLISECONDS = 5000;

/** Runs a process to its end. @returns its exit code; 128 + n after signal n, as a shell tells it.
 *  @throws when it cannot be started. */
export async function runProcess(request: ProcessRequest): Promise<number> {
  const { enclosure, file, args, cwd, env, onLine, signal, kill, clock } = request;
  const child = enclosure.launch({ file, args, cwd, env });
  const streams = [child.stdout, child.stderr];
  const drained = Promise.all(streams.map((stream) => readLines(stream, onLine)));
  let callOff = (): void => {};
  const stop = (): void => {
    child.signal('SIGINT');
    callOff = clock.after(INTERRUPT_MILLISECONDS, () => {
      child.signal('SIGTERM');
      callOff = clock.after(TERMINATE_MILLISECONDS, end);
    });
  };
  const end = (): void => child.kill();
  if (kill.aborted) end();
  else kill.addEventListener('abort', end, { once: true });
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  try {
    const code = await child.exited;
    await Promise.race([drained, pause(DRAIN_MILLISECONDS)]);
    // What is left of a stopped process goes with it.
    if (signal.aborted) end();
    return code;
  } finally {
    callOff();
    signal.removeEventListener('abort', stop);
    kill.removeEventListener('abort', end);
    for (const stream of streams) stream.destroy();
  }
}

async function readLines(stream: Readable, onLine: (line: string) => void): Promise<void> {
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) onLine(line);
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
