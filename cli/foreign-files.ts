import type { GeneratedFile } from '../domain/generated-file.ts';
import { isMarked } from './marked-files.ts';

/** What is to be written, and what stands in its way. */
export interface Judged {
  /** Absent, or ours: their first line says so. */
  readonly own: readonly GeneratedFile[];
  /** Somebody else's files at paths that Sluice would write. */
  readonly foreign: readonly string[];
  /** Settings that others have, too, and have written by hand: they are left to them, with what they should say. */
  readonly shared: readonly GeneratedFile[];
}

/** Settings of tools that are not Sluice's alone. */
const SHARED: readonly string[] = ['.github/actionlint.yaml', '.github/zizmor.yml'];
const ANYWHERE = /^/;

/** Tells generated files from those that are not Sluice's to overwrite.
 *  @param read what stands at a path; `undefined` for nothing
 *  @param taken paths that may be overwritten all the same */
export function judgeFiles(
  files: readonly GeneratedFile[],
  read: (path: string) => string | undefined,
  taken: readonly string[] = [],
): Judged {
  const isForeign = ({ path, content }: GeneratedFile): boolean => {
    const found = read(path);
    return found !== undefined && found !== content && !isMarked(path, found, ANYWHERE) && !taken.includes(path);
  };
  const foreign = files.filter(isForeign);
  return {
    own: files.filter((file) => !foreign.includes(file)),
    foreign: foreign.map(({ path }) => path).filter((path) => !SHARED.includes(path)),
    shared: foreign.filter(({ path }) => SHARED.includes(path)),
  };
}

/** @param how the words with which they are taken over; `undefined` where nothing takes them over */
export const foreignSentence = (foreign: readonly string[], how: string | undefined): string =>
  [
    `${foreign.length === 1 ? 'This file is' : 'These files are'} not Sluice's, and would be overwritten:`,
    ...foreign.map((path) => `  ${path}`),
    `Move ${foreign.length === 1 ? 'it' : 'them'} away${how === undefined ? '' : `, or take over by ${how}`}. Nothing was written.`,
  ].join('\n');

/** What somebody else's settings lack, as lines to add. */
export const sharedSentence = ({ path, content }: GeneratedFile): string =>
  [
    `${path} is yours, and stays as it is. What is generated wants in it:`,
    ...content
      .split('\n')
      .slice(2)
      .filter((line) => line !== '')
      .map((line) => `  ${line}`),
  ].join('\n');
