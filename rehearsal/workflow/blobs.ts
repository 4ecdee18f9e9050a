import type { GitRepository } from '../github/git.ts';

/** Texts of the files of one folder of a commit, by path; deeper folders are not looked into.
 *  @param wanted decides by the name */
export async function readBlobs(
  git: GitRepository,
  commit: string,
  folder: string,
  wanted: (name: string) => boolean,
): Promise<ReadonlyMap<string, string>> {
  const names = (await git.entries(commit, folder)).map(({ name }) => name).filter(wanted);
  const paths = names.map((name) => `${folder}/${name}`);
  const contents = await Promise.all(paths.map((path) => git.file(commit, path)));
  return new Map(
    paths.flatMap((path, index): [string, string][] => {
      const content = contents[index];
      return content === undefined ? [] : [[path, content.toString('utf8')]];
    }),
  );
}
