import type { Workflow } from './workflow.ts';

/** What a repository has besides: more workflows, or all of them made of those of the delivery, with jobs of others in them. */
export type OwnWorkflows = readonly Workflow[] | ((made: readonly Workflow[]) => readonly Workflow[]);

/** Where a delivery is said, and what else is. */
export interface Besides {
  /** The config from the root of the repository, if it is not `sluice.config.*` at the root. */
  readonly config?: string | undefined;
  readonly own?: OwnWorkflows | undefined;
}
