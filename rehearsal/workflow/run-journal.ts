import { appendFileSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Conclusion, RunConclusion, TokenPermissions, WorkflowRun } from '../github/model.ts';
import type { JobReporter } from '../runner/job-request.ts';
import { byPlan } from './planned-paths.ts';
import type { JobIdentity, RunEvent, UnaddressedJobEvent } from './run-event.ts';
import type { JobRecord, RunResult } from './run-result.ts';
import { at } from './token.ts';

/** Of a file's name without its ending: systems take 255 bytes. */
const LONGEST_NAME = 200;

/** Writes down what happens in one run: events to the listener, logs and summaries to files, results to be read afterwards. */
export class RunJournal {
  readonly run: WorkflowRun;
  readonly jobs: JobRecord[] = [];
  title: string;
  problems: readonly string[] = [];
  superseded: string | undefined;
  readonly #names = new Set<string>();
  #planned: readonly string[] = [];
  readonly #folder: string;
  readonly #listener: (event: RunEvent) => void;

  constructor(run: WorkflowRun, title: string, folder: string, listener: (event: RunEvent) => void) {
    this.run = run;
    this.title = title;
    this.#folder = join(folder, `${run.id}-${basename(run.workflowPath).replace(/\.ya?ml$/, '')}`);
    this.#listener = listener;
  }

  /** A name of its own for the files of each job; values of a matrix may hold anything. */
  #fileName(path: string): string {
    const plain = path
      .replaceAll(' / ', '.')
      .replace(/[^\w.,()#+ -]/g, '_')
      .slice(0, LONGEST_NAME);
    const name = this.#names.has(plain) ? `${plain} ${this.#names.size}` : plain;
    this.#names.add(name);
    return name;
  }

  /** @param planned paths of its jobs, in the order of the files */
  started(planned: readonly string[]): void {
    this.#planned = planned;
    this.#listener({ run: this.run, kind: 'run-started', planned });
  }

  get result(): RunResult {
    const { run, title, problems, superseded } = this;
    const compare = byPlan(this.#planned);
    return { run, title, problems, superseded, jobs: this.jobs.toSorted((a, b) => compare(a.path, b.path)) };
  }

  tell(event: { readonly kind: 'run-in-progress' } | { readonly kind: 'run-waiting'; readonly group: string }) {
    this.#listener({ run: this.run, ...event });
  }

  ended(conclusion: RunConclusion): void {
    this.#listener({ run: this.run, kind: 'run-ended', conclusion, problems: this.problems });
  }

  /** Opens the record of a job, with its log. */
  job(identity: JobIdentity): JobJournal {
    mkdirSync(this.#folder, { recursive: true });
    const file = join(this.#folder, this.#fileName(identity.path));
    const record: JobRecord = {
      ...identity,
      result: undefined,
      outputs: {},
      annotations: [],
      steps: [],
      permissions: {},
      logFile: `${file}.log`,
      summaryFile: undefined,
    };
    this.jobs.push(record);
    return new JobJournal(record, (job, event) => this.#listener({ run: this.run, job, ...event }), file);
  }
}

/** The part of a journal that is about one job. */
export class JobJournal {
  readonly record: JobRecord;
  readonly tell: (event: UnaddressedJobEvent) => void;
  readonly #file: string;

  constructor(record: JobRecord, tell: (job: JobIdentity, event: UnaddressedJobEvent) => void, file: string) {
    this.record = record;
    this.tell = (event) => tell(this.identity, event);
    this.#file = file;
  }

  get identity(): JobIdentity {
    const { path, name } = this.record;
    return { path, name };
  }

  /** From now on the job shows this name. */
  called(name: string): void {
    this.record.name = name;
  }

  /** The job has a runner; the log begins with what its token may do, as GitHub's does. */
  started(permissions: TokenPermissions): void {
    this.record.permissions = permissions;
    this.#log('##[group]GITHUB_TOKEN Permissions');
    for (const [scope, level] of Object.entries(permissions).sort()) this.#log(`${scope}: ${level}`);
    this.#log('##[endgroup]');
    this.tell({ kind: 'job-started' });
  }

  /** A problem of the job itself, outside its steps. */
  error(message: string): void {
    const annotation = { level: 'error', message, properties: {} } as const;
    this.record.annotations.push(annotation);
    this.#log(`##[error]${message}`);
    this.tell({ kind: 'annotation', annotation, step: undefined });
  }

  /** @returns the same listener for the runner, which has masked every text. */
  reporter(): JobReporter {
    const { record, tell } = this;
    return {
      stepStarted: (step) => {
        this.#log(`##[section]Step ${step.number}: ${step.name} (${at(step.place)})`);
        tell({ kind: 'step-started', step });
      },
      line: (step, line) => {
        this.#log(line);
        tell({ kind: 'step-line', step, line });
      },
      annotation: (step, annotation) => {
        record.annotations.push(annotation);
        tell({ kind: 'annotation', annotation, step });
      },
      stepEnded: (step, result) => {
        record.steps.push({ step, result });
        this.#log(`##[section]Step ${step.number} ended: ${result.conclusion}`);
        tell({ kind: 'step-ended', step, result });
      },
      summary: (step, markdown) => {
        const file = `${this.#file}.summary.md`;
        appendFileSync(file, markdown.endsWith('\n') ? markdown : `${markdown}\n`);
        record.summaryFile = file;
        tell({ kind: 'summary', step, markdown });
      },
    };
  }

  ended(conclusion: Conclusion, outputs: Readonly<Record<string, string>>): void {
    this.record.result = conclusion;
    this.record.outputs = outputs;
    for (const [name, value] of Object.entries(outputs)) this.tell({ kind: 'output', name, value });
    this.tell({ kind: 'job-ended', conclusion });
  }

  #log(line: string): void {
    appendFileSync(this.record.logFile, `${line}\n`);
  }
}
