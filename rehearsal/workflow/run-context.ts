import type { Conclusion, EndedStep, RunStatus, WorkflowJob, WorkflowRun } from '../github/model.ts';
import type { JobReporter } from '../runner/job-request.ts';
import type { ConcurrencyGroups } from './concurrency-groups.ts';
import type { EngineOptions } from './engine-options.ts';
import type { EventRef } from './github-context.ts';
import type { JobOutcome } from './job-graph.ts';
import type { NotRehearsed } from './problems.ts';
import type { JobJournal, RunJournal } from './run-journal.ts';
import type { RunTrust } from './run-trust.ts';
import type { Value } from './value.ts';
import type { Origin } from './workflow-source.ts';

/** One run while it runs: what all its jobs share. */
export interface RunContext {
  readonly options: EngineOptions;
  readonly groups: ConcurrencyGroups;
  readonly run: WorkflowRun;
  readonly at: EventRef;
  readonly github: Readonly<Record<string, Value>>;
  readonly journal: RunJournal;
  /** Aborted when somebody, or something newer, cancels the run. */
  readonly cancel: AbortController;
  /** Aborted when nothing of it may go on, not even what `always()` asks for. */
  readonly abandon: AbortSignal;
  /** Ends everything at once, without a result, since GitHub would do here what is not rehearsed. */
  readonly refuse: (error: NotRehearsed) => void;
  readonly trust: RunTrust;
  /** Jobs that an earlier attempt has done, by path: they do not run. */
  readonly kept: ReadonlyMap<string, JobOutcome>;
  /** How the jobs ended so far, by path: of a matrix as a whole and of each leg, of a calling job and of each job that it calls. */
  readonly outcomes: Map<string, JobOutcome>;
}

/** One workflow file within a run: the one that was started, or one that it calls. */
export interface FileScope {
  /** '' or the path of the calling job. */
  readonly path: string;
  /** '' or what GitHub shows of the calling job, in front of the names of these. */
  readonly title: string;
  readonly file: string;
  /** Where the file is from, where that is not the ref and the commit of the run. */
  readonly origin?: Origin | undefined;
  readonly inputs: Value;
  /** What its jobs see, each with a token of its own: a caller may pass that on under another name. */
  readonly secrets: (jobToken: string) => Readonly<Record<string, string>>;
}

/** UTC, whole seconds, as GitHub writes times. */
export const timestamp = ({ options: { clock } }: Pick<RunContext, 'options'>): string =>
  `${new Date(clock.now()).toISOString().slice(0, 19)}Z`;

/** A job in all its records: GitHub's data and the journal. */
export class JobEntry {
  readonly journal: JobJournal;
  readonly #context: RunContext;
  readonly #job: WorkflowJob & { readonly steps: EndedStep[] };

  constructor(context: RunContext, path: string, name: string) {
    this.#context = context;
    const { repository } = context.options;
    this.#job = {
      id: Math.max(FIRST_JOB, ...repository.runs.flatMap(allJobs).map(({ id }) => id)) + 1,
      attempt: context.run.attempt,
      name: path,
      status: 'queued',
      conclusion: undefined,
      startedAt: undefined,
      completedAt: undefined,
      steps: [],
    };
    context.run.jobs.push(this.#job);
    this.journal = context.journal.job({ path, name });
    this.journal.tell({ kind: 'job-queued' });
  }

  get id(): number {
    return this.#job.id;
  }

  /** Its name is known now. */
  called(name: string): this {
    this.journal.called(name);
    return this;
  }

  /** The run shows what its jobs do: it waits only while none of them can go on. */
  status(status: RunStatus): void {
    this.#job.status = status;
    if (status === 'in_progress') this.#job.startedAt = timestamp(this.#context);
    const { run } = this.#context;
    const states = run.jobs.map((job) => job.status);
    const next = states.includes('in_progress') ? 'in_progress' : states.includes('waiting') ? 'waiting' : run.status;
    if (run.status !== 'completed') run.status = next;
  }

  /** For the runner: GitHub shows how each step has ended. */
  reporter(): JobReporter {
    const told = this.journal.reporter();
    return {
      ...told,
      stepEnded: (step, result) => {
        this.#job.steps.push({ number: step.number, name: step.name, conclusion: result.conclusion });
        told.stepEnded(step, result);
      },
    };
  }

  end(conclusion: Conclusion, outputs: Readonly<Record<string, string>> = {}): void {
    this.#job.conclusion = conclusion;
    this.#job.completedAt = timestamp(this.#context);
    this.status('completed');
    this.#context.outcomes.set(this.#job.name, { result: conclusion, outputs });
    this.journal.ended(conclusion, outputs);
  }
}

const FIRST_JOB = 61_000_000_000;

const allJobs = ({ jobs, earlier }: WorkflowRun): readonly WorkflowJob[] => [
  ...jobs,
  ...earlier.flatMap((attempt) => attempt.jobs),
];
