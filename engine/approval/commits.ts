import type { Account } from './account.ts';

/** Who signed a commit: as git has it, and the account that GitHub links by the address. */
export interface Signature {
  readonly account: Account | undefined;
  readonly name: string;
  readonly email: string;
}

/** A commit as GitHub knows it. Whoever made it chose every word of it. */
export interface CommitFacts {
  readonly sha: string;
  readonly message: string;
  readonly author: Signature;
  readonly committer: Signature;
}

/** The commits of one repository. */
export interface Commits {
  /** What `head` has and `base` has not. @returns `undefined` when GitHub knows no such base */
  between(base: string, head: string): Promise<readonly CommitFacts[] | undefined>;
  /** What a commit has brought to its branch: all that its first parent has not. */
  broughtBy(sha: string): Promise<readonly CommitFacts[]>;
}
