import type { RunFacts } from '../../domain/evidence/judge-evidence.ts';

/** The workflow runs of the repository. */
export interface Runs {
  /** @returns `undefined` where there is no such run, or no longer. @throws when nobody can tell */
  find(id: number): Promise<RunFacts | undefined>;
}
