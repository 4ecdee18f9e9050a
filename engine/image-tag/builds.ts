import type { CommitSha } from '../../domain/commit.ts';
import type { JobFacts } from '../../domain/provenance/judge-provenance.ts';

/** The jobs of the repository's workflow runs. */
export interface Jobs {
  /** @returns `undefined` where there is no such job, or no longer. @throws when nobody can tell */
  find(id: number): Promise<JobFacts | undefined>;
}

/** What commits of the repository hold. */
export interface Trees {
  /** Git's object id of what lies at each path, '' where nothing does, or where there is no such commit. '' is the root.
   *  @throws when nobody can tell */
  idsAt(commit: CommitSha, paths: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
