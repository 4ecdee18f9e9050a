import type { AskingRun } from './account.ts';
import type { Commits } from './commits.ts';
import type { Environments } from './environments.ts';

/** What is asked about a gate, before people are and after they have answered. */
export interface Gate {
  readonly environments: Environments;
  readonly commits: Commits;
  /** The run that asks for the approval. */
  run(): Promise<AskingRun>;
}
