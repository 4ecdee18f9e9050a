import type { Outcome } from '../../domain/outcome.ts';
import type { DeploymentRecord } from '../../domain/record.ts';

/** How the runs of one event ended, as far as a story looks at it. */
export interface StagedRun {
  /** Of its runs, as deployment records name them. */
  readonly ids: readonly number[];
  readonly conclusion: string;
  /** Environments whose reviewers were asked on the way. */
  readonly approvals: readonly string[];
  /** What jobs wrote for people, as files to open. */
  readonly summaries: readonly JobFile[];
  /** Logs of jobs that failed. */
  readonly failures: readonly JobFile[];
}

/** A file of a job. */
export interface JobFile {
  readonly job: string;
  readonly path: string;
}

/** A deployment record, with what is known beside it. */
export interface StagedRecord extends DeploymentRecord {
  /** From the first write to the verdict. */
  readonly seconds: number | undefined;
  /** Class of the failure; `undefined` where nothing failed. */
  readonly failure: string | undefined;
  /** Who approved the deployment; nobody where nobody was asked. */
  readonly approvedBy: readonly string[];
}

/** What a story can do and see. The rehearsal is one stage; a fake one proves that the story notices what goes wrong. */
export interface Stage {
  /** Commits changes on top of `from` and pushes them to a branch. Resolves when every run that the push started has ended. */
  push(commit: {
    readonly branch: string;
    readonly from: string;
    readonly message: string;
    readonly changes: readonly Change[];
  }): Promise<StagedRun>;
  /** Merges one branch into another and pushes that. */
  merge(branch: string, from: string): Promise<StagedRun>;
  dispatch(workflow: string, branch: string, inputs: Readonly<Record<string, string>>): Promise<StagedRun>;
  /** All deployment records, oldest first. */
  records(): readonly StagedRecord[];
  /** What a user of the tier sees: the body of a page of a service. */
  visit(tier: string, service: string, path: string): Promise<string>;
}

/** An edit of one file: every text replaced must be there exactly once, or the story is out of date. */
export interface Change {
  readonly path: string;
  readonly replace: string;
  readonly by: string;
}

/** A deployment that an act must have led to; anything else, or anything more, fails the story. */
export interface Expected {
  readonly service: string;
  readonly tier: string;
  readonly outcome: Outcome;
  /** What the record's sentence must say. */
  readonly sentence?: RegExp;
}
