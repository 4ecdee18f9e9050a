import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { TRACKING_VARIABLE } from './tracking.ts';

/** What Linux shows of a process. */
export interface SeenProcess {
  readonly pid: number;
  readonly parent: number;
  /** Process group. */
  readonly group: number;
  /** Whether a terminal controls it, as it does what people start by hand. */
  readonly terminal: boolean;
  /** Where it works; '' where that may not be read. */
  readonly folder: string;
  /** By what the runner knows the processes of a job; '' where there is none or it may not be read. */
  readonly trackingId: string;
}

/** All processes of this machine that this one may see and that have not ended. Only Linux shows them; elsewhere there are none.
 *  @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
export function seenProcesses(): readonly SeenProcess[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return [];
    const stat = reading(() => readFileSync(`/proc/${entry}/stat`, 'utf8'));
    // The name in parentheses may itself have spaces and parentheses.
    const [state = '', parent, group, , terminal] = stat.slice(stat.lastIndexOf(') ') + 2).split(' ');
    // What waits for its parent to notice that it has ended can neither do anything nor be killed.
    if (stat === '' || 'ZX'.includes(state)) return [];
    const variables = reading(() => readFileSync(`/proc/${entry}/environ`, 'utf8')).split('\0');
    const tracking = variables.find((one) => one.startsWith(`${TRACKING_VARIABLE}=`)) ?? '';
    return [
      {
        pid: Number(entry),
        parent: Number(parent),
        group: Number(group),
        terminal: terminal !== '0',
        folder: reading(() => readlinkSync(`/proc/${entry}/cwd`)),
        trackingId: tracking.slice(TRACKING_VARIABLE.length + 1),
      },
    ];
  });
}

/** '' for what has ended since, and for what belongs to another user. */
function reading(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
