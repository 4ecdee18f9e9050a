import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** As much memory as a pod of the demo has. */
const LIMIT = 512 * 1024 * 1024;

/** A control group with the memory of a pod. */
export interface MemoryGroup {
  /** A shell's words that put it into the group. */
  readonly enter: string;
  /** The most that was used at a time, in bytes. */
  peak(): number;
  remove(): void;
}

const ROOTS = [
  { root: '/sys/fs/cgroup/memory', limit: 'memory.limit_in_bytes', peak: 'memory.max_usage_in_bytes' },
  { root: '/sys/fs/cgroup', limit: 'memory.max', peak: 'memory.peak' },
] as const;

/** `undefined` where this machine lets nobody make one. */
export function memoryGroup(name: string): MemoryGroup | undefined {
  for (const { root, limit, peak } of ROOTS) {
    const folder = join(root, `sluice-demo-${process.pid}-${name}`);
    try {
      mkdirSync(folder);
      if (!existsSync(join(folder, limit))) {
        rmdirSync(folder);
        continue;
      }
      writeFileSync(join(folder, limit), String(LIMIT));
      return {
        enter: `echo $$ > ${join(folder, 'cgroup.procs')}`,
        peak: () => Number(readFileSync(join(folder, peak), 'utf8')),
        remove: () => {
          // A group with a process in it stays; the system removes it with its machine.
          try {
            rmdirSync(folder);
          } catch {}
        },
      };
    } catch {} // Not writable: the next kind of group may be.
  }
  return undefined;
}
