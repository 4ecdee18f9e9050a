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

/** Kills, before it returns, what belongs to an owner. Only Linux shows what that is. @returns how many there were. */
export function killOwned(ownership: Ownership): number {
  const pids = ownedBy(ownership, seenProcesses());
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {} // It has ended since.
  }
  return pids.length;
}

/** A process that waits for a device that does not answer cannot be killed; nothing waits for it longer than this. */
const PATIENCE_MILLISECONDS = 3000;
const PAUSE_MILLISECONDS = 5;

/** Kills what belongs to an owner until nothing is left of it, also of what was started meanwhile. */
export async function endOwned(ownership: Ownership): Promise<void> {
  const until = Date.now() + PATIENCE_MILLISECONDS;
  while (killOwned(ownership) > 0 && Date.now() < until) await delay(PAUSE_MILLISECONDS);
}
