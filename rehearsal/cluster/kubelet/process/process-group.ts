import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import type { LocalCommand } from './command.ts';

/** A process with everything it starts. */
export interface ProcessGroup {
  /** To the first process alone, as a container runtime does. */
  terminate(): void;
  /** To every process of the group. */
  kill(): void;
}

export interface ProcessEvents {
  started(): void;
  failed(message: string): void;
  line(text: string): void;
  /** The first process has ended, the rest was killed, and all output has come. */
  exited(code: number): void;
}

const SIGNALS: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGTERM: 15,
};
const WINDOWS = process.platform === 'win32';

/** Runs before the command in the same group and waits for the end of a pipe whose other end this process holds: when this
 *  process dies, even by SIGKILL, the group dies too. The command itself replaces the shell. */
const LIFELINE = '(read -r _ <&3; kill -s KILL -- "-$$") >/dev/null 2>&1 & exec "$@" 3<&-';

const alive = new Set<ProcessGroup>();
process.on('exit', () => {
  for (const group of alive) group.kill();
});

/** Starts a command in a group of its own. It gets exactly the environment given, none of this process's. */
export const startGroup = (command: LocalCommand, events: ProcessEvents): ProcessGroup => {
  const { program, args, directory, environment } = command;
  const options = { cwd: directory, env: { ...environment }, windowsHide: true } as const;
  const child: ChildProcess = WINDOWS
    ? spawn(program, [...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    : spawn('/bin/sh', ['-c', LIFELINE, 'sh', program, ...args], {
        ...options,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      });
  let ended = false;
  const group: ProcessGroup = {
    terminate() {
      if (!ended) child.kill('SIGTERM');
    },
    kill: () => killGroup(child),
  };
  child.once('spawn', () => {
    alive.add(group);
    events.started();
  });
  child.once('error', (error) => {
    if (child.pid === undefined) events.failed(error.message);
  });
  for (const stream of [child.stdout, child.stderr]) if (stream) splitLines(stream, events.line);
  // The lifeline's end closes when the group is killed.
  child.stdio[3]?.on('error', () => {});
  child.once('exit', () => {
    ended = true;
    killGroup(child);
  });
  child.once('close', (code, signal) => {
    alive.delete(group);
    child.stdio[3]?.destroy();
    if (child.pid !== undefined) events.exited(code ?? 128 + (SIGNALS[signal ?? ''] ?? 9));
  });
  return group;
};

const killGroup = ({ pid }: ChildProcess): void => {
  if (pid === undefined) return;
  try {
    if (WINDOWS) spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { windowsHide: true });
    else process.kill(-pid, 'SIGKILL');
  } catch {
    // The group has ended already.
  }
};

const splitLines = (stream: NodeJS.ReadableStream, line: (text: string) => void): void => {
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
};
