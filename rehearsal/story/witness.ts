import { basename } from 'node:path';
import type { WorkflowRun } from '../github/model.ts';
import type { RunEvent, WaitReason } from '../workflow/run-event.ts';
import type { RunResult } from '../workflow/run-result.ts';
import type { Moment } from './moment.ts';
import type { SeenJob, SeenRun, SeenStep } from './seen.ts';
import { StepDetails } from './step-details.ts';

interface Heard {
  readonly run: WorkflowRun;
  readonly path: string;
  began: number | undefined;
  ended: number | undefined;
  readonly waits: WaitReason[];
  /** Of each step that has begun. */
  readonly steps: StepDetails[];
  readonly lines: string[];
}

/** Whether what a step of a run looked up in the cache was kept by an earlier rehearsal. */
export type IsEarlier = (run: WorkflowRun, step: SeenStep) => boolean;

/** Hears everything that happens, and remembers in which order jobs waited, began and ended. */
export class Witness {
  readonly #jobs = new Map<string, Heard>();
  readonly #listeners = new Set<() => void>();
  readonly #isEarlier: IsEarlier;
  #now = 0;

  constructor(isEarlier: IsEarlier = () => false) {
    this.#isEarlier = isEarlier;
  }

  hear(event: RunEvent): void {
    if ('job' in event) {
      this.#now += 1;
      const job = this.#of(event.run, event.job.path);
      if (event.kind === 'job-started') job.began = this.#now;
      if (event.kind === 'job-ended') job.ended = this.#now;
      if (event.kind === 'job-waiting') job.waits.push(event.reason);
      if (event.kind === 'step-started') job.steps.push(new StepDetails());
      if (event.kind === 'step-line') {
        job.steps.at(-1)?.hear(event.line);
        job.lines.push(event.line);
      }
    }
    for (const listener of this.#listeners) listener();
  }

  /** Resolves when the moment comes, past ones included. @param isMeant whether a run is the one that the moment is about */
  until({ job, is }: Moment, isMeant: (run: WorkflowRun) => boolean): { readonly come: Promise<void>; giveUp(): void } {
    const came = (): boolean =>
      [...this.#jobs.values()].some(({ run, path, began, ended, waits, lines }) => {
        if (path !== job || !isMeant(run)) return false;
        switch (is) {
          case 'begun':
            return began !== undefined;
          case 'ended':
            return ended !== undefined;
          case 'waiting':
            return waits.length > 0;
          default:
            return lines.some((line) => is.saying.test(line));
        }
      });
    let giveUp = (): void => {};
    const come = new Promise<void>((resolve) => {
      const look = (): void => {
        if (!came()) return;
        giveUp();
        resolve();
      };
      giveUp = () => void this.#listeners.delete(look);
      this.#listeners.add(look);
      look();
    });
    return { come, giveUp };
  }

  /** How many jobs of some runs have a runner now. */
  running(isMeant: (run: WorkflowRun) => boolean): number {
    return [...this.#jobs.values()].filter(
      ({ run, began, ended }) => began !== undefined && ended === undefined && isMeant(run),
    ).length;
  }

  /** Asks again whether moments have come: what is known of runs has changed. */
  lookAgain(): void {
    for (const listener of this.#listeners) listener();
  }

  /** A run as it ended.
   *  @param by the deed that started it
   *  @param hung minutes that a job hung, by its path */
  seen({ run, problems, jobs }: RunResult, by: string, hung: ReadonlyMap<string, number> = new Map()): SeenRun {
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
        const { began, ended, waits, steps: begun } = this.#of(run, path);
        const steps = begun.length === 0 ? undefined : begun.flatMap(({ seen }) => seen ?? []);
        const errors = annotations.filter(({ level }) => level === 'error').map(({ message }) => message);
        const passedBefore = steps?.some((step) => this.#isEarlier(run, step)) ?? false;
        const at = { began, ended, waits, hung: hung.get(path) };
        return { path, name, result, ...at, errors, steps, passedBefore, token: permissions, logFile, summaryFile };
      }),
      answers: approvals.flatMap(({ user, state, environments }) =>
        environments.map((environment) => ({ environment, said: state, by: user })),
      ),
    };
  }

  #of(run: WorkflowRun, path: string): Heard {
    const key = `${run.id} ${run.attempt} ${path}`;
    const known = this.#jobs.get(key) ?? {
      run,
      path,
      began: undefined,
      ended: undefined,
      waits: [],
      steps: [],
      lines: [],
    };
    this.#jobs.set(key, known);
    return known;
  }
}
