import type { GitRepository } from '../github/git.ts';
import { git } from '../github/git-command.ts';

/** Texts of the files of one folder of a commit, by path, in two calls of git however many there are.
 *  @param wanted decides by the name below the folder */
export async function readBlobs(
  { directory }: GitRepository,
  commit: string,
  folder: string,
  wanted: (name: string) => boolean,
): Promise<ReadonlyMap<string, string>> {
  const run = (args: readonly string[], input = '') => git([`--git-dir=${directory}`, ...args], { input });
  const listed = (await run(['ls-tree', '-z', commit, '--', folder])).toString('utf8').split('\0');
  const entries = listed.flatMap((line) => {
    const [, type, sha, path] = /^\d+ (\w+) ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
    return type === 'blob' && sha && path && wanted(path.slice(folder.length)) ? [{ sha, path }] : [];
  });
  if (entries.length === 0) return new Map();
  const output = await run(['cat-file', '--batch'], entries.map(({ sha }) => `${sha}\n`).join(''));
  const texts = new Map<string, string>();
  let offset = 0;
  for (const { path } of entries) {
    // `<sha> blob <size>\n<content>\n`
    const end = output.indexOf('\n', offset);
    const size = Number(output.toString('utf8', offset, end).split(' ')[2]);
    texts.set(path, output.toString('utf8', end + 1, end + 1 + size));
    offset = end + 1 + size + 1;
  }
  return texts;
}
