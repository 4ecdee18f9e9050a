import type { CommitSha } from '../../domain/commit.ts';

/** A file or folder of a commit, behind every link that led to it. */
export interface Found {
  /** Where it really lies, from the root of the repository. */
  readonly path: string;
  /** Git's object id: names, modes and contents. */
  readonly id: string;
}

/** The checkout that an image is built from. */
export interface Source {
  /** The commit that is checked out. */
  head(): Promise<CommitSha>;
  /** What lies at a path of a commit; `undefined` when the commit has nothing there, or is not in the checkout. `''` is the root.
   *  @throws Refusal when a link leads out of the repository */
  find(commit: CommitSha, path: string): Promise<Found | undefined>;
  /** The text of a file by its object id. */
  text(id: string): Promise<string>;
  /** Files below the paths that are not as the checked-out commit has them, or that git was told not to look at; untracked ones do not
   *  count. */
  changed(paths: readonly string[]): Promise<readonly string[]>;
  /** Files at and below the paths that no commit has, those that git ignores among them. */
  untracked(paths: readonly string[]): Promise<readonly string[]>;
}
