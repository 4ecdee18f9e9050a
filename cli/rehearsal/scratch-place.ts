import { readFileSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** What decides where temporary files lie. */
export interface Machine {
  /** The system's folder for temporary files. */
  readonly standard: string;
  /** `/proc/mounts` of Linux; '' elsewhere. */
  readonly mounts: string;
  /** Bytes that may still be written below a folder. */
  readonly free: (folder: string) => number;
}

/** Linux's file system in memory. */
const IN_MEMORY = '/dev/shm';
/** Some times what a rehearsal of the demo writes; containers often have 64 MiB there. */
const ROOM = 2 * 1024 ** 3;

/** The folder for temporary files of a rehearsal: TMPDIR where it is set, else in memory where there is room and programs may be run,
 *  because jobs check out thousands of files, which a disk takes seconds for; else the system's.
 *  @see https://man7.org/linux/man-pages/man5/proc_mounts.5.html */
export function scratchPlace(environment: NodeJS.ProcessEnv, { standard, mounts, free }: Machine): string {
  if (environment['TMPDIR']) return standard;
  const mount = mounts
    .split('\n')
    .map((line) => line.split(' '))
    .find(([, folder]) => folder === IN_MEMORY);
  const [, , type, options = ''] = mount ?? [];
  const runs = options.split(',').includes('rw') && !options.split(',').includes('noexec');
  return type === 'tmpfs' && runs && free(IN_MEMORY) >= ROOM ? IN_MEMORY : standard;
}

export const thisMachine: Machine = {
  standard: tmpdir(),
  mounts: process.platform === 'linux' ? read('/proc/mounts') : '',
  free(folder) {
    try {
      const { bavail, bsize } = statfsSync(folder);
      return bavail * bsize;
    } catch {
      return 0;
    }
  },
};

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
