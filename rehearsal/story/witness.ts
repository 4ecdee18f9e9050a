import { basename } from 'node:path';
import type { WorkflowRun } from '../github/model.ts';
import type { RunEvent, WaitReason } from '../workflow/run-event.ts';
import type { RunResult } from '../workflow/run-result.ts';
import type { SeenJob, SeenRun } from './seen.ts';

interface Moments {
  began: number | undefined;
  ended: number | undefined;
  readonly waits: WaitReason[];
}

/** Hears everything that happens and remembers in which order jobs waited, began and ended. */
export class Witness {
  readonly #jobs = new Map<string, Moments>();
  #now = 0;

  hear(event: RunEvent): void {
    if (!('job' in event)) return;
    const at = ++this.#now;
    const moments = this.#of(event.run, event.job.path);
    if (event.kind === 'job-started') moments.began = at;
    if (event.kind === 'job-ended') moments.ended = at;
    if (event.kind === 'job-waiting') moments.waits.push(event.reason);
  }

  /** A run as it ended. @param by the deed that started it */
  seen({ run, problems, jobs }: RunResult, by: string): SeenRun {
    const { id, workflowPath, event, attempt, conclusion, approvals } = run;
    return {
      id,
      by,
      file: basename(workflowPath),
      event,
      attempt,
      conclusion,
      problems,
      jobs: jobs.map(({ path, name, result, annotations, permissions, logFile, summaryFile }): SeenJob => {
        const { began, ended, waits } = this.#of(run, path);
        const errors = annotations.filter(({ level }) => level === 'error').map(({ message }) => message);
        const hung = undefined;
        return { path, name, result, began, ended, waits, errors, token: permissions, hung, logFile, summaryFile };
      }),
      answers: approvals.flatMap(({ user, state, environments }) =>
        environments.map((environment) => ({ environment, said: state, by: user })),
      ),
    };
  }

  #of({ id, attempt }: WorkflowRun, path: string): Moments {
    const key = `${id} ${attempt} ${path}`;
    const known = this.#jobs.get(key) ?? { began: undefined, ended: undefined, waits: [] };
    this.#jobs.set(key, known);
    return known;
  }
}
