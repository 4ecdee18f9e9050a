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

/** Settings of tools that are not Sluice's alone, with every other path by which a tool finds its own: the first that it finds is all that it
 *  reads.
 *  @see https://github.com/rhysd/actionlint/blob/main/docs/config.md and https://docs.zizmor.sh/configuration/#discovery */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  '.github/actionlint.yaml': ['.github/actionlint.yml'],
  '.github/zizmor.yml': ['.github/zizmor.yaml', 'zizmor.yml', 'zizmor.yaml'],
};
const isShared = (path: string): boolean => Object.hasOwn(SHARED, path);
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
  const foreign = files.filter((file) => !isShared(file.path) && isForeign(file));
  const shared = files.flatMap((file) => {
    const found = [file.path, ...(SHARED[file.path] ?? [])].find(
      (path) => isShared(file.path) && isForeign({ ...file, path }),
    );
    return found === undefined ? [] : [{ ...file, path: found, instead: file }];
  });
  return {
    own: files.filter((file) => !foreign.includes(file) && !shared.some(({ instead }) => instead === file)),
    foreign: foreign.map(({ path }) => path),
    shared: shared.map(({ instead: _, ...file }) => file),
  };
}

/** @param how the words with which they are taken over; `undefined` where nothing takes them over */
export const foreignSentence = (foreign: readonly string[], how: string | undefined): string =>
  [
    `${foreign.length === 1 ? 'This file is' : 'These files are'} not Sluice's, and would be overwritten:`,
    ...foreign.map((path) => `  ${path}`),
    `Move ${foreign.length === 1 ? 'it' : 'them'} away${how === undefined ? '' : `, or take over by ${how}`}${renamed(foreign)}. Nothing was written.`,
  ].join('\n');

const renamed = (foreign: readonly string[]): string =>
  foreign.some((path) => path.startsWith('.github/workflows/'))
    ? `, or say workflowPrefix: 'sluice-' in the delivery, with which generated workflows begin`
    : '';

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
