import type { CommitSha } from '../../domain/commit.ts';
import type { WorkflowAt } from '../../domain/evidence/statement.ts';

/** Who formed the releases that are tagged by commits. */
export interface Formings {
  /** Whether a run of this very commit, by one of these files and branches, has formed the release of a service.
   *  @throws when nobody can tell */
  isFormed(commit: CommitSha, service: string, workflows: readonly WorkflowAt[]): Promise<boolean>;
}
