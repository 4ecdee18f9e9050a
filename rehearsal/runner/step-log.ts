import { limitOf } from '../../catalogue/github-limits.ts';
import type { Annotation } from './annotation.ts';
import type { JobReporter, StepIdentity } from './job-request.ts';
import type { JobState } from './job-state.ts';

/** The log of one step as people read it, masked, and what the step says of itself. Steps of a composite action have one each, and all of
 *  them write into the log of the step that uses it. */
export class StepLog {
  readonly outputs = new Map<string, string>();
  /** What GITHUB_STATE or `save-state` keeps for the post step. */
  readonly saved: Map<string, string>;
  /** Whether a command was refused: the step fails then, whatever its exit code. */
  failed = false;
  readonly #state: JobState;
  readonly #reporter: JobReporter;
  readonly #step: StepIdentity;
  readonly #counts: Map<Annotation['level'], number>;

  constructor(
    state: JobState,
    reporter: JobReporter,
    step: StepIdentity,
    {
      saved = new Map<string, string>(),
      counts = new Map<Annotation['level'], number>(),
    }: { readonly saved?: Map<string, string>; readonly counts?: Map<Annotation['level'], number> } = {},
  ) {
    this.#state = state;
    this.#reporter = reporter;
    this.#step = step;
    this.saved = saved;
    this.#counts = counts;
  }

  /** The log of a step inside this one. */
  inner(saved?: Map<string, string>): StepLog {
    return new StepLog(this.#state, this.#reporter, this.#step, {
      counts: this.#counts,
      ...(saved === undefined ? {} : { saved }),
    });
  }

  /** A line of the log, masked and nothing else. */
  print(line: string): void {
    this.#reporter.line(this.#step, this.#state.masks.hide(line));
  }

  /** An annotation and its line in the log. @param shown what the log says instead of the message */
  issue(
    level: Annotation['level'],
    message: string,
    {
      properties = {},
      shown = message,
    }: { readonly properties?: Annotation['properties']; readonly shown?: string } = {},
  ): void {
    const { masks } = this.#state;
    const count = this.#counts.get(level) ?? 0;
    this.#counts.set(level, count + 1);
    if (count < limitOf('step-annotations')) {
      this.#reporter.annotation(this.#step, {
        level,
        message: masks.hide(message).slice(0, limitOf('annotation-length')),
        properties: Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, masks.hide(value)])),
      });
    }
    this.print(`##[${level}]${shown}`);
  }

  debug(message: string): void {
    if (!this.#state.debug) return;
    for (const line of message.split(/\r?\n/)) this.print(`##[debug]${line}`);
  }

  setOutput(name: string, value: string): void {
    if (name === '') throw new Error("Value cannot be null. (Parameter 'name')");
    setWithoutCase(this.outputs, name, value);
  }

  saveState(name: string, value: string): void {
    setWithoutCase(this.saved, name, value);
  }

  /** Markdown for the page of the run, masked. GitHub shows that of so many steps of a job.
   *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits */
  summary(markdown: string): void {
    if (++this.#state.summaries > limitOf('job-summaries')) {
      this.issue(
        'warning',
        `Rehearsal: GitHub shows ${limitOf('job-summaries')} summaries of a job, and not this one.`,
      );
      return;
    }
    const masked = markdown.split('\n').map((line) => this.#state.masks.hide(line));
    this.#reporter.summary(this.#step, masked.join('\n'));
  }
}

/** Names that differ in case only are one. */
function setWithoutCase(map: Map<string, string>, name: string, value: string): void {
  const known = [...map.keys()].find((key) => key.toLowerCase() === name.toLowerCase());
  map.set(known ?? name, value);
}
