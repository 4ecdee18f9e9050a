/** Where actions come from: GitHub. Nothing is written there.
 *  Every call throws {@link Unseen} where it could not be asked: too often, too slowly, or not at all. */
export interface ActionSource {
  /** The commit that a tag names, behind annotations; `undefined` where there is no such tag. @param repository `owner/name` */
  commitOf(repository: string, tag: string): Promise<string | undefined>;
  /** Tags and the commits they name. */
  tags(repository: string): Promise<readonly { readonly tag: string; readonly commit: string }[]>;
  /** A branch of the repository itself whose history has the commit: commits of forks can be fetched from it, too, and are on none.
   *  @param version whose release branches are asked after the default one */
  branchOf(
    repository: string,
    commit: string,
    version: string,
  ): Promise<{ readonly name: string; readonly isDefault: boolean } | undefined>;
  /** The text of a file at a commit; `undefined` where there is none. */
  text(repository: string, commit: string, path: string): Promise<string | undefined>;
}

/** What could not be asked, so nothing is known. */
export class Unseen extends Error {
  override readonly name = 'Unseen';
}
