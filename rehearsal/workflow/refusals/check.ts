import type { Repository } from '../../github/model.ts';
import type { StandIn } from '../../runner/stand-in.ts';
import type { JobDefinition, StepDefinition, WorkflowDefinition } from '../definition.ts';
import type { Refusal } from '../problems.ts';
import type { ReadAction } from '../remembered-actions.ts';
import type { ReadFile } from '../workflow-source.ts';

/** What a rehearsal has, as far as it decides what can be rehearsed. */
export interface Equipment {
  /** By `owner/name`. */
  readonly standIns: ReadonlyMap<string, StandIn>;
  readonly repository: Pick<Repository, 'owner' | 'name'>;
  /** Files of the repository at a ref; `undefined` when there is none of that name. */
  readonly readAt?: (ref: string) => Promise<ReadFile | undefined>;
  /** Default: each file is read anew. */
  readonly readAction?: ReadAction;
  /** Labels of the repository's own runners. */
  readonly ownRunners?: ReadonlySet<string>;
  /** Variables that every process of a job gets. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Looks at one workflow file, one of its jobs, or one step, before anything runs, and says what of it is not rehearsed. What
 *  only shows while a job runs is thrown then as {@link NotRehearsed}, and ends the rehearsal. */
export interface Checks {
  readonly workflow: readonly ((workflow: WorkflowDefinition, equipment: Equipment) => readonly Refusal[])[];
  readonly job: readonly ((job: JobDefinition, equipment: Equipment) => readonly Refusal[])[];
  readonly step: readonly ((step: StepDefinition, equipment: Equipment) => readonly Refusal[])[];
  /** Looks at files of the same commit that a step will use. */
  readonly used: readonly ((step: StepDefinition, read: ReadFile) => Promise<readonly Refusal[]>)[];
}
