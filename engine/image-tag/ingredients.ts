import type { CommitSha } from '../../domain/commit.ts';
import type { Source } from './source.ts';

/** The code of an image at the commit that its tag names, as git identifies it.
 *  @throws when what is checked out, and so will be built, is something else */
export async function sourceIngredients(
  source: Source,
  commit: CommitSha,
  paths: { readonly folder: string; readonly dockerfile: string },
): Promise<{ readonly tree: string; readonly dockerfile: string }> {
  const head = await source.head();
  const changed = await source.changed([paths.folder, paths.dockerfile]);
  if (changed.length > 0) {
    throw new Error(
      `${changed.slice(0, 5).join(', ')} changed since commit ${head} was checked out, so the image would not be what the commit says. Build before anything writes there.`,
    );
  }
  const idOf = async (path: string): Promise<string> => {
    const built = await source.objectId(head, path);
    if (built === undefined)
      throw new Error(`Commit ${head} has no "${path}". Correct the path of the service or of its Dockerfile.`);
    if (head === commit || built === (await source.objectId(commit, path))) return built;
    throw new Error(
      `The checkout is ${head}, and its "${path || '.'}" is not known to be that of ${commit}, which the tag would name. Check out the head of the pull request: "ref: \${{ github.event.pull_request.head.sha }}".`,
    );
  };
  return { tree: await idOf(paths.folder), dockerfile: await idOf(paths.dockerfile) };
}
