import { setTimeout as delay } from 'node:timers/promises';
import { type SeenProcess, seenProcesses } from './seen-processes.ts';
import { trackingId } from './tracking.ts';

/** By what is known which processes belong together. */
export interface Ownership {
  /** Where they work, and by what they are tracked. */
  readonly folder: string;
  /** Whatever descends from these belongs, they themselves do not. */
  readonly roots: readonly number[];
  /** Whatever is in these process groups belongs. */
  readonly groups: readonly number[];
}

/** Those of a list that belong to an owner: what descends from it, what is in one of its process groups, what carries its tracking id,
 *  and what works in its folder without a terminal (somebody who looks at the folder in a terminal is left alone); then all that
 *  descends from these. What gives up all four on purpose is not found. */
export function ownedBy({ folder, roots, groups }: Ownership, seen: readonly SeenProcess[]): readonly number[] {
  const owned = new Set(roots);
  for (const one of seen) {
    const works = !one.terminal && `${one.folder}/`.startsWith(`${folder}/`);
    if (works || groups.includes(one.group) || one.trackingId.startsWith(trackingId(folder))) owned.add(one.pid);
  }
  // Parents may come after their children in the list.
  for (let before = 0; before !== owned.size; ) {
    before = owned.size;
    for (const { pid, parent } of seen) if (owned.has(parent)) owned.add(pid);
  }
  return [...owned].filter((pid) => !roots.includes(pid) && pid !== process.pid);
}

/** The processes of a machine. */
export interface Machine {
  /** Those that it shows in this moment; one that starts while they are read may be missing. */
  seen(): readonly SeenProcess[];
  kill(pid: number): void;
}

const THIS_MACHINE: Machine = {
  seen: seenProcesses,
  kill(pid) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {} // It has ended since.
  },
};

/** A process that waits for a device that does not answer cannot be killed; nothing waits for it longer than this. */
const PATIENCE_MILLISECONDS = 3000;
const PAUSE_MILLISECONDS = 5;
/** What has just been started by what is being killed may be missed by one look. */
const QUIET_LOOKS = 3;

/** Kills what belongs to an owner, also what is started meanwhile, and pauses between two looks until nothing is seen any more. */
function* lookedAndKilled(ownership: Ownership, { seen, kill }: Machine): Generator<void, void> {
  const until = Date.now() + PATIENCE_MILLISECONDS;
  for (let quiet = 0; Date.now() < until; ) {
    const pids = ownedBy(ownership, seen());
    for (const pid of pids) kill(pid);
    quiet = pids.length === 0 ? quiet + 1 : 0;
    if (quiet === QUIET_LOOKS) return;
    yield;
  }
}

/** Kills what belongs to an owner until nothing is left of it. Only Linux shows what that is. */
export async function endOwned(ownership: Ownership, machine = THIS_MACHINE): Promise<void> {
  for (const _ of lookedAndKilled(ownership, machine)) await delay(PAUSE_MILLISECONDS);
}

/** The same, done before it returns: for a process that ends itself and waits for nothing any more. */
export function endOwnedAtOnce(ownership: Ownership, machine = THIS_MACHINE): void {
  const never = new Int32Array(new SharedArrayBuffer(4));
  for (const _ of lookedAndKilled(ownership, machine)) Atomics.wait(never, 0, 0, PAUSE_MILLISECONDS);
}
