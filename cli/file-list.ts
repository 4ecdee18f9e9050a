import { type GeneratedFile, generatedFrom } from '../domain/generated-file.ts';

const PATH = '.github/sluice/files.txt';
const SOURCE = 'cli/file-list.ts > fileList';

/** Everything that is generated, by path: what stands here and is generated no longer was Sluice's, and may be removed. A copy that somebody
 *  made of a generated file stands nowhere. */
export const fileList = (files: readonly GeneratedFile[]): GeneratedFile => ({
  path: PATH,
  source: SOURCE,
  content: [`# ${generatedFrom(SOURCE)}`, ...[...files.map(({ path }) => path), PATH].sort(), ''].join('\n'),
});

/** What the last synthesis made.
 *  @param read what stands at a path; `undefined` for nothing */
export const listedFiles = (read: (path: string) => string | undefined): readonly string[] =>
  (read(PATH) ?? '').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
