import { finished } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Enclosure } from '../../../enclosure/enclosure.ts';
import type { LocalCommand } from './command.ts';

/** A container's process with everything it starts. */
export interface ContainerProcess {
  /** To the first process alone, as a container runtime does. */
  terminate(): void;
  /** To every process of the container. */
  kill(): void;
}

export interface ContainerProcessEvents {
  started(): void;
  failed(message: string): void;
  line(text: string): void;
  /** The first process has ended, the rest was killed, and all output has come. */
  exited(code: number): void;
}

/** Something outside that holds a container's output does not keep its end from being told for longer than this. */
const DRAIN_MILLISECONDS = 1000;

/** Starts the command of a container, which is all that runs in its enclosure: the enclosure is closed when the command ends. */
export function startContainerProcess(
  enclosure: Enclosure,
  { program, args, directory, environment }: LocalCommand,
  events: ContainerProcessEvents,
): ContainerProcess {
  const process = enclosure.launch({ file: program, args, cwd: directory, env: environment });
  const streams = [process.stdout, process.stderr];
  const ended = Promise.all(
    streams.map((stream) => {
      splitLines(stream, events.line);
      return finished(stream).catch(() => {});
    }),
  );
  const run = async (): Promise<void> => {
    try {
      await process.started;
    } catch (error) {
      await enclosure.close();
      return events.failed(error instanceof Error ? error.message : String(error));
    }
    events.started();
    const code = await process.exited.catch(() => NOT_EXECUTABLE);
    await enclosure.close();
    await Promise.race([ended, delay(DRAIN_MILLISECONDS, undefined, { ref: false })]);
    for (const stream of streams) stream.destroy();
    events.exited(code);
  };
  void run();
  return { terminate: () => process.signal('SIGTERM'), kill: () => process.kill() };
}

/** As a shell tells it. */
const NOT_EXECUTABLE = 127;

function splitLines(stream: NodeJS.ReadableStream, line: (text: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const parts = `${rest}${chunk}`.split(/\r?\n/);
    rest = parts.pop() ?? '';
    for (const part of parts) line(part);
  });
  stream.on('end', () => {
    if (rest !== '') line(rest);
  });
}
