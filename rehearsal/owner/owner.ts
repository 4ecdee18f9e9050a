import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process that owns something, told apart from every other one: also from a later one with the same id, from one of another
 *  container, and from one before the machine was started again. */
export interface Owner {
  /** The running system: Linux's boot id, elsewhere the name of the machine. */
  readonly system: string;
  /** Where its process id counts. */
  readonly namespace: string;
  readonly pid: number;
  readonly startedAt: string;
}

/** `unseen`: it may live where its process id cannot be looked up, in another container or on another machine. */
export type OwnerState = 'alive' | 'dead' | 'unseen';

/** @param startOf when the process with an id has started; `undefined` where there is none now */
export function ownerState(owner: Owner, here: Owner, startOf: (pid: number) => string | undefined): OwnerState {
  if (owner.system !== here.system || owner.namespace !== here.namespace) return 'unseen';
  return startOf(owner.pid) === owner.startedAt ? 'alive' : 'dead';
}

/** This process. */
export const thisOwner = (): Owner => ({
  system: reading(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()) || hostname(),
  namespace: reading(() => readlinkSync('/proc/self/ns/pid')),
  pid: process.pid,
  startedAt: startOf(process.pid) ?? '',
});

/** When a process has started, in whatever words the system has for it; `undefined` where there is no such process now. */
export function startOf(pid: number): string | undefined {
  switch (process.platform) {
    case 'linux': {
      const stat = reading(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
      // The name in parentheses may itself have spaces and parentheses; field 22 of the whole line is the time.
      const [state = 'X', ...fields] = stat.slice(stat.lastIndexOf(') ') + 2).split(' ');
      return stat === '' || 'ZX'.includes(state) ? undefined : fields[18];
    }
    case 'win32':
      return isThere(pid) ? '' : undefined;
    default:
      return reading(() => execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })) || undefined;
  }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function reading(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
