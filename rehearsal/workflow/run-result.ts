import type { Conclusion, TokenPermissions, WorkflowRun } from '../github/model.ts';
import type { Annotation } from '../runner/annotation.ts';
import type { StepIdentity, StepResult } from '../runner/job-request.ts';

/** What a run left behind. */
export interface RunResult {
  readonly run: WorkflowRun;
  /** `run-name`, or what GitHub shows instead. */
  readonly title: string;
  /** Why nothing started: GitHub's sentences about the workflow files. */
  readonly problems: readonly string[];
  /** What pushed the run out of its concurrency group. */
  readonly superseded: string | undefined;
  /** In the order of the files; jobs that were skipped are here too. */
  readonly jobs: readonly JobRecord[];
}

/** What a job left behind. Grows while the job runs. */
export interface JobRecord {
  readonly path: string;
  name: string;
  result: Conclusion | undefined;
  outputs: Readonly<Record<string, string>>;
  readonly annotations: Annotation[];
  readonly steps: { readonly step: StepIdentity; readonly result: StepResult }[];
  /** What its token may do; nothing before the job has started. */
  permissions: TokenPermissions;
  readonly logFile: string;
  /** Markdown of all steps, once one has written any. */
  summaryFile: string | undefined;
}
