import { statSync } from 'node:fs';
import type { SeenRun } from './seen.ts';

/** A file of a job. */
export interface JobFile {
  readonly job: string;
  readonly path: string;
}

type Files = Pick<SeenRun['jobs'][number], 'name' | 'result' | 'logFile' | 'summaryFile'>;

/** What jobs wrote for people and is worth opening. */
export const summariesOf = (jobs: readonly Files[]): readonly JobFile[] =>
  jobs.flatMap(({ name, summaryFile }) =>
    summaryFile === undefined || statSync(summaryFile).size < 2 ? [] : [{ job: name, path: summaryFile }],
  );

/** Logs of jobs that failed. */
export const failuresOf = (jobs: readonly Files[]): readonly JobFile[] =>
  jobs.flatMap(({ name, result, logFile }) => (result === 'failure' ? [{ job: name, path: logFile }] : []));
