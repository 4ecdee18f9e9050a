import type { CommitSha } from '../../domain/commit.ts';

/** The checkout that an image is built from. */
export interface Source {
  /** The commit that is checked out. */
  head(): Promise<CommitSha>;
  /** Git's object id of a file or folder of a commit; `undefined` when the commit has none there, or is not in the checkout.
   *  `''` is the root. */
  objectId(commit: CommitSha, path: string): Promise<string | undefined>;
  /** Files below the paths that are not as the checked-out commit has them; untracked ones do not count. */
  changed(paths: readonly string[]): Promise<readonly string[]>;
}
