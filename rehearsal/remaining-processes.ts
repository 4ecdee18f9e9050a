import { readdirSync, readFileSync } from 'node:fs';
import { TRACKING_VARIABLE } from './runner/orphans.ts';

/** Kills, before it returns, every process that a rehearsal has started and that is still there: what descends from this process, and
 *  what a job started that got away from its parent. Only Linux shows all this; elsewhere nothing is found, and what is ended is what a
 *  rehearsal ends when it closes. @param folder in which the jobs of this rehearsal work. @returns how many there were. */
export function killRemaining(folder: string): number {
  const pids = ownedBy(process.pid, folder, processes());
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {} // It has ended since.
  }
  return pids.length;
}

/** What is to be known of a process. */
export interface SeenProcess {
  readonly pid: number;
  readonly parent: number;
  /** By what the runner knows the processes of a job; '' where there is none or it may not be read. */
  readonly trackingId: string;
}

/** Those of a list that belong to the rehearsal of process `root`, without itself. */
export function ownedBy(root: number, folder: string, seen: readonly SeenProcess[]): readonly number[] {
  const owned = new Set(
    seen.filter(({ trackingId }) => trackingId.startsWith(`github_${folder}/`)).map(({ pid }) => pid),
  );
  owned.add(root);
  // Parents may come after their children in the list.
  for (let before = 0; before !== owned.size; ) {
    before = owned.size;
    for (const { pid, parent } of seen) if (owned.has(parent)) owned.add(pid);
  }
  owned.delete(root);
  return [...owned];
}

function processes(): SeenProcess[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return [];
    const stat = readText(`/proc/${entry}/stat`);
    if (stat === '') return [];
    // The name in parentheses may itself have spaces and parentheses.
    const [, parent] = stat.slice(stat.lastIndexOf(') ') + 2).split(' ');
    const variables = readText(`/proc/${entry}/environ`).split('\0');
    const tracking = variables.find((one) => one.startsWith(`${TRACKING_VARIABLE}=`)) ?? '';
    return [{ pid: Number(entry), parent: Number(parent), trackingId: tracking.slice(TRACKING_VARIABLE.length + 1) }];
  });
}

/** '' for what has ended since, and for what belongs to another user. */
const readText = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};
