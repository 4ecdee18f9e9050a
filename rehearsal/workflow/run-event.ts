import type { Conclusion, RunConclusion, WorkflowRun } from '../github/model.ts';
import type { Annotation } from '../runner/annotation.ts';
import type { StepIdentity, StepResult } from '../runner/job-request.ts';

/** A job in what a listener hears: its path of ids, and the name that GitHub shows. */
export interface JobIdentity {
  /** Job id; `caller / callee` for jobs of a called workflow. */
  readonly path: string;
  readonly name: string;
}

/** What a job waits for before it gets a runner. */
export type WaitReason =
  | { readonly for: 'concurrency'; readonly group: string }
  | { readonly for: 'reviewers' | 'timer'; readonly environment: string };

/** Everything that happens in a run, in order, as it happens. */
export type RunEvent = { readonly run: WorkflowRun } & (
  | RunStarted
  | { readonly kind: 'run-in-progress' }
  | { readonly kind: 'run-waiting'; readonly group: string }
  | { readonly kind: 'run-ended'; readonly conclusion: RunConclusion; readonly problems: readonly string[] }
  | ({ readonly job: JobIdentity } & JobEvent)
);

interface RunStarted {
  readonly kind: 'run-started';
  /** Paths of its jobs, in the order of the files. */
  readonly planned: readonly string[];
}

type JobEvent =
  | { readonly kind: 'job-queued' | 'job-started' }
  | { readonly kind: 'job-waiting'; readonly reason: WaitReason }
  | { readonly kind: 'job-ended'; readonly conclusion: Conclusion }
  | { readonly kind: 'output'; readonly name: string; readonly value: string }
  | { readonly kind: 'annotation'; readonly annotation: Annotation; readonly step: StepIdentity | undefined }
  | ({ readonly step: StepIdentity } & StepEvent);

type StepEvent =
  | { readonly kind: 'step-started' }
  | { readonly kind: 'step-line'; readonly line: string }
  | { readonly kind: 'step-ended'; readonly result: StepResult }
  | { readonly kind: 'summary'; readonly markdown: string };

/** A job event before it is known which run and job it is of. */
export type UnaddressedJobEvent = JobEvent;
