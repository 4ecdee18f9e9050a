import { relative } from 'node:path';

/** What the system says of a file, and what to do about it. The rest is a mistake of ours, or of a kind that nobody has met.
 *  @see https://nodejs.org/api/errors.html#common-system-errors */
const CAUSES: Readonly<Record<string, readonly [cause: string, next: string]>> = {
  EACCES: ['you may not do that there', 'Change its rights or its owner'],
  EPERM: ['you may not do that there', 'Change its rights or its owner'],
  EROFS: ['its file system is read-only', 'Mount it so that it can be written, or work in a copy'],
  ENOSPC: ['there is no room left', 'Make some'],
  EDQUOT: ['your share of the disk is used up', 'Make some room'],
  EISDIR: ['there is a folder where a file is wanted', 'Move it away'],
  ENOTDIR: ['there is a file where a folder is wanted', 'Move it away'],
  EEXIST: ['there is a file where a folder is wanted', 'Move it away'],
  ELOOP: ['its links lead in a circle', 'Replace them'],
  ENAMETOOLONG: ['its name is longer than the file system takes', 'Work in a folder with a shorter path'],
};

/** That only some of the files are written, in the order of a synthesis. */
export class PartlyWritten extends Error {
  override readonly name = 'PartlyWritten';
  readonly before: number;

  constructor(before: number, cause: unknown) {
    super(`${before} files were written.`, { cause });
    this.before = before;
  }
}

/** What the system refused, as a sentence that names the file from where one stands; `undefined` for what it did not. */
export function systemSentence(error: unknown, folder: string): string | undefined {
  if (error instanceof PartlyWritten) {
    const sentence = systemSentence(error.cause, folder);
    if (sentence === undefined || error.before === 0) return sentence;
    const files = error.before === 1 ? 'One file was' : `${error.before} files were`;
    return `${sentence} ${files} written before, and the rest was not.`;
  }
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) return undefined;
  const known = Object.hasOwn(CAUSES, error.code) ? CAUSES[error.code] : undefined;
  if (known === undefined || !('path' in error) || typeof error.path !== 'string') return undefined;
  const [cause, next] = known;
  const reads = 'syscall' in error && (error.syscall === 'read' || error.syscall === 'scandir');
  const path = relative(folder, error.path) || '.';
  return `${path} cannot be ${reads ? 'read' : 'reached or written'} (${error.code}): ${cause}. ${next}, and run this again.`;
}
