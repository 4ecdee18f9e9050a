import { existsSync, readFileSync } from 'node:fs';

/** A process as the bring-up remembers it. The id alone is not enough: the kernel gives it out again. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks after boot at which it started, field 22 of /proc/<pid>/stat (man 5 proc). */
  readonly startTicks: number;
}

/** Field 22 of a `/proc/<pid>/stat` line. The second field is a name in parentheses that may itself hold spaces and
 *  parentheses, so the fields are counted from its last one. */
export function startTicksOf(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[19]);
  if (!Number.isSafeInteger(ticks)) throw new Error(`No start time in ${JSON.stringify(stat.slice(0, 80))}.`);
  return ticks;
}

/** State letter of a `/proc/<pid>/stat` line; `Z` is a process that ended and was not yet waited for. */
export const stateOf = (stat: string): string => stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);

const statOf = (pid: number): string | undefined => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
};

/** The identity of a running process; `undefined` when there is none with this id. */
export function identityOf(pid: number): ProcessIdentity | undefined {
  const stat = statOf(pid);
  return stat === undefined || stateOf(stat) === 'Z' ? undefined : { pid, startTicks: startTicksOf(stat) };
}

/** Whether this very process still runs, not merely one with its id. */
export const isRunning = ({ pid, startTicks }: ProcessIdentity): boolean => identityOf(pid)?.startTicks === startTicks;

/** Whether this machine tells about processes in the way these rules need. */
export const hasProc = (): boolean => existsSync('/proc/self/stat');
