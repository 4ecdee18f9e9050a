import type { CommitSha } from '../../domain/commit.ts';

/** What commits came before others. */
export interface Branches {
  /** Whether a commit is the head, or came before it. One that is not known did not. */
  contains(head: CommitSha, commit: CommitSha): Promise<boolean>;
}
