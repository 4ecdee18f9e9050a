import type { WorkflowRun } from '../github/model.ts';
import { runJob } from './job.ts';
import type { JobRequest, RunnerResult } from './job-request.ts';

/** Runs the jobs that the server hands out. @throws what becomes of a job whose runner is lost, as one sentence. */
export type Runner = (job: HandedJob, request: JobRequest) => Promise<RunnerResult>;

/** Which job of which run it is. */
export interface HandedJob {
  readonly run: WorkflowRun;
  readonly path: string;
}

/** A machine of its own for each job. */
export const hostedRunner: Runner = (_job, request) => runJob(request);
