import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { askProgram } from '../ask-program.ts';
import type { Enclosure, EnclosureRequest, Enclosures, Launched } from '../enclosure.ts';
import { type Child, childPromises } from '../launched-child.ts';
import { ProcessGroups } from '../process-groups.ts';
import type { Watcher } from '../watcher.ts';
import { KERNEL_SETTINGS } from './kernel-settings.ts';
import { arranged, type Mount, mountArguments } from './mounts.ts';
import { sandboxStatus } from './sandbox-status.ts';
import type { UserNamespaces } from './user-namespaces.ts';

export interface SandboxOptions {
  /** Path of the program `bwrap`. */
  readonly bubblewrap: string;
  readonly namespaces: UserNamespaces;
  /** What every sandbox shows besides its own folders. */
  readonly view: readonly Mount[];
  readonly watcher: Watcher;
}

/** Runs processes in sandboxes: they see the system, programs and what their enclosure names, and write only in its folders; they have
 *  process ids of their own and see no others. The network is the machine's. Each process has a sandbox of its own; those of one
 *  enclosure share the process namespace, which the kernel ends as a whole, also when this process dies.
 *  @see https://man7.org/linux/man-pages/man7/pid_namespaces.7.html */
export const sandboxedEnclosures = (options: SandboxOptions): Enclosures => ({
  kind: 'sandboxed',
  open: (request) => open(request, options),
});

/** Whoever has to take note of the end of a process may be late; nothing waits for that longer than this. */
const PATIENCE_MILLISECONDS = 3000;

/** A process that kills all that it may kill reaches the one that keeps the others together. */
const LOST = 'something has killed every process here. On GitHub the runner is one of them, and the job is lost.';

async function open(request: EnclosureRequest, options: SandboxOptions): Promise<Enclosure> {
  const { bubblewrap, namespaces, watcher } = options;
  const groups = new ProcessGroups(watcher);
  const surroundingsWith = (more: readonly Mount[] = []): readonly string[] => {
    const mounts = mountArguments(arranged([...options.view, ...more, ...mountsOf(request)]));
    return ['--dev', '/dev', '--proc', '/proc', ...KERNEL_SETTINGS, ...mounts];
  };
  const surroundings = surroundingsWith();
  const namespaced = ['--userns', '4', '--userns2', '5', '--unshare-ipc'];
  const common = [...namespaced, '--json-status-fd', '3'];
  // Keeps the process namespace, and ends it when this process dies. Nobody else may be asked to die with a parent: who enters a namespace
  // is started by a process of bubblewrap that ends at once, and is killed where it ends a little late.
  const keeper = spawn(bubblewrap, [...common, '--die-with-parent', '--unshare-pid', ...surroundings, 'cat'], {
    env: {},
    stdio: ['pipe', 'pipe', 'pipe', 'pipe', namespaces.outer, namespaces.inner],
    detached: true,
  });
  let lost = false;
  const gone = once(keeper, 'exit')
    .catch(() => {})
    .then(() => {
      lost = true;
    });
  keep(keeper, groups);
  const first = await firstProcess(keeper);
  const processes = openSync(`/proc/${first}/ns/pid`, 'r');
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    // The kernel kills the others with the first process of their namespace, and lets it go when they are gone.
    send(first, 'SIGKILL');
    await Promise.race([gone, delay(PATIENCE_MILLISECONDS, undefined, { ref: false })]);
    groups.end();
    closeSync(processes);
  };

  const missing = (file: string): Error =>
    new Error(lost ? `${file} cannot be started: ${LOST}` : `spawn ${file} ENOENT`);
  const mustBeOpen = (file: string): void => {
    if (closed !== undefined) throw new Error(`${file} cannot be started: its sandbox is closed.`);
    if (lost) throw missing(file);
  };

  return {
    launch({ file, args, cwd, env }) {
      mustBeOpen(file);
      const inside = [...common, '--new-session', '--pidns', '6', '--chdir', cwd, ...surroundings, '--', file, ...args];
      const child = spawn(bubblewrap, inside, {
        env: { ...env },
        stdio: ['ignore', 'pipe', 'pipe', 'pipe', namespaces.outer, namespaces.inner, processes],
        detached: true,
      });
      keep(child, groups);
      return launched(child as unknown as Child, child.stdio[3], () => missing(file));
    },
    ask(question) {
      const { file, args, cwd, readable } = question;
      mustBeOpen(file);
      const around = surroundingsWith(readable.map((path) => ({ kind: 'read', path })));
      return askProgram({
        ...question,
        file: bubblewrap,
        args: [...namespaced, '--new-session', '--pidns', '6', '--chdir', cwd, ...around, '--', file, ...args],
        cwd: '/',
        descriptors: [namespaces.outer, namespaces.inner, processes],
      });
    },
    close() {
      closed ??= close();
      return closed;
    },
  };
}

const mountsOf = ({ folder, temporary, readable, shared = [] }: EnclosureRequest): readonly Mount[] => [
  ...readable.map((path): Mount => ({ kind: 'read', path })),
  ...['/tmp', '/var/tmp'].map((path): Mount => ({ kind: 'write', path, from: temporary })),
  ...[{ path: folder }, ...shared].map((place): Mount => ({ kind: 'write', ...place })),
];

function keep(child: ChildProcess, groups: ProcessGroups): void {
  const { pid } = child;
  if (pid === undefined) return;
  groups.hold(pid);
  child.once('exit', () => groups.firstEnded(pid));
}

async function firstProcess(keeper: ChildProcess): Promise<number> {
  let words = '';
  keeper.stdin?.on('error', () => {});
  keeper.stderr?.on('data', (chunk: Buffer) => {
    words += chunk.toString('utf8');
  });
  const failed = once(keeper, 'close').then(() => {
    throw new Error(`The sandbox cannot be made: ${words.trim().split('\n')[0] || 'bubblewrap ended without a word'}`);
  });
  failed.catch(() => {});
  // What `cat` answers, it answers when the sandbox is set up.
  keeper.stdin?.write('\n');
  const answer = keeper.stdout === null ? failed : once(keeper.stdout, 'data');
  const [pid] = await Promise.race([Promise.all([sandboxStatus(keeper.stdio[3]).pid, answer]), failed]);
  return pid;
}

/** The process that bubblewrap starts is known by its id outside, and leads a group of its own. Signals are for that one: bubblewrap passes
 *  none on, and it has to be there to take note of the end, or nobody may. */
function launched(child: Child, stream: unknown, missing: () => Error): Launched {
  const { stdout, stderr } = child;
  const status = sandboxStatus(stream);
  let inner: number | undefined;
  const known = status.pid.then((pid) => {
    inner = pid;
    return pid;
  });
  const promises = childPromises(child);
  const exited = promises.exited.then(async (code) => {
    if (code > 0 && code < 128 && !(await status.ran)) throw missing();
    return code;
  });
  exited.catch(() => {});
  const started = Promise.race([promises.started.then(() => known), exited]).then(() => {});
  started.catch(() => {});
  return {
    stdout,
    stderr,
    started,
    exited,
    signal: (signal) => void known.then((pid) => send(pid, signal)),
    kill() {
      if (inner === undefined) child.kill('SIGKILL');
      // Until it has a group of its own it has nobody below it.
      else for (const target of [-inner, inner]) send(target, 'SIGKILL');
    },
  };
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {} // It has ended already.
}
