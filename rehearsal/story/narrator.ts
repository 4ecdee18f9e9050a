import type { RunEvent } from '../workflow/run-event.ts';
import { HeldLines } from './held-lines.ts';
import { LiveLine } from './live-line.ts';
import type { Paper, Tone } from './paper.ts';
import { shownLines, shownText } from './shown-text.ts';
import { wrapped } from './wrapped.ts';

const MARKS: Readonly<Record<string, { readonly mark: string; readonly tone: Tone }>> = {
  success: { mark: '✓', tone: 'good' },
  failure: { mark: '✗', tone: 'bad' },
  cancelled: { mark: '⊘', tone: 'warning' },
};

type JobEvent = Extract<RunEvent, { readonly job: unknown }>;

interface RunningJob {
  readonly name: string;
  readonly since: number;
  step: string;
  readonly sentences: string[];
}

/** Tells what happens, one line a job and below it why it failed. On a terminal each is told when it has ended, and the last line says what
 *  is running right now; a file gets them in the order of the workflow files, so that two logs of the same are the same. */
export class Narrator {
  readonly #paper: Paper;
  readonly #now: () => number;
  readonly #live: LiveLine;
  readonly #running = new Map<string, RunningJob>();
  readonly #held = new HeldLines();
  #later: { readonly event: RunEvent; readonly at: number }[] = [];
  #branch: string | undefined;
  /** What is still told. */
  #told: 'everything' | 'runs' | 'nothing' = 'everything';
  #doing: { readonly what: string; readonly since: number } | undefined;

  constructor(paper: Paper, now: () => number) {
    this.#paper = paper;
    this.#now = now;
    this.#live = new LiveLine(paper);
  }

  say(line: string, tone?: Tone): void {
    if (this.#told === 'everything') this.#print(shownLines(line), tone);
  }

  /** What has its colours already. */
  show(painted: string): void {
    if (this.#told === 'everything') this.#print(painted);
  }

  /** A sentence in its own indented lines, as long as it is. */
  sentence(text: string, tone: Tone, indent = '  '): void {
    if (this.#told === 'everything') this.#sentence(text, tone, indent);
  }

  /** What goes on while no job runs; `undefined` when it is over. */
  doing(what: string | undefined): void {
    this.#doing = what === undefined ? undefined : { what, since: this.#now() };
    this.tick();
  }

  ask(question: string): void {
    this.settle();
    if (this.#told === 'everything') this.#live.ask(question);
  }

  answered(answer: string | undefined): void {
    this.#live.answered(answer);
  }

  /** From now on runs of this branch are told; what happens elsewhere waits until its branch is followed. */
  follow(branch: string): void {
    this.#branch = branch;
    const waited = this.#later;
    this.#later = [];
    for (const { event, at } of waited) this.hear(event, at);
  }

  hear(event: RunEvent, at = this.#now()): void {
    if (this.#told === 'nothing') return;
    if (this.#branch !== undefined && event.run.headBranch !== this.#branch) {
      this.#later.push({ event, at });
      return;
    }
    switch (event.kind) {
      case 'run-started':
        this.#held.begins(event);
        break;
      case 'job-started':
        this.#running.set(key(event), { name: shownText(event.job.name), since: at, step: '', sentences: [] });
        this.tick();
        break;
      case 'step-started': {
        const job = this.#running.get(key(event));
        if (job !== undefined) job.step = shownText(event.step.name);
        this.tick();
        break;
      }
      case 'job-waiting':
        if (event.reason.for !== 'concurrency') this.#waits(event, event.reason);
        break;
      case 'annotation':
        if (event.annotation.level === 'error') this.#failed(event, event.annotation.message);
        break;
      case 'job-ended':
        this.#ended(event, at);
        break;
    }
  }

  /** Tells what is still held of jobs; called where something is said about what they led to. */
  settle(): void {
    for (const line of this.#held.take()) this.#print(line);
  }

  /** Brings the live line up to date; called now and then, so that its seconds go on. */
  tick(): void {
    if (this.#told === 'nothing') return;
    const parts = [...this.#running.values()].map(({ name, step, since }) => {
      const lasts = seconds(this.#now() - since, 0);
      return step === '' ? `${name} ${lasts}` : `${name}: ${step} ${lasts}`;
    });
    if (parts.length === 0 && this.#doing !== undefined)
      parts.push(`${this.#doing.what} ${seconds(this.#now() - this.#doing.since, 0)}`);
    this.#live.show(parts.length === 0 ? '' : `  ⋯ ${parts.join(' · ')}`);
  }

  /** Takes the live line away for good. */
  rest(): void {
    this.settle();
    this.#running.clear();
    this.#doing = undefined;
    this.#live.end();
  }

  /** Says a sentence; from now on only what happens in runs is told, of every branch, and last words. */
  leaveToRuns(sentence: string): void {
    this.#doing = undefined;
    this.settle();
    this.sentence(sentence, 'warning', '');
    this.#told = 'runs';
    this.#branch = undefined;
    this.#later = [];
  }

  /** What is said although nobody else may say anything any more. */
  lastWord(line: string): void {
    this.#print(shownLines(line), 'warning');
  }

  /** Says one last thing; whatever still happens is told to nobody. */
  fallSilent(last: string): void {
    this.rest();
    this.lastWord(last);
    this.#told = 'nothing';
  }

  #sentence(text: string, tone: Tone, indent: string): void {
    this.#print(wrapped(shownLines(text), indent, this.#paper.columns), tone);
  }

  #print(line: string, tone?: Tone): void {
    this.#live.print(tone === undefined ? line : this.#paper.paint(tone, line));
  }

  #ofJob({ run, job }: JobEvent, line: string): void {
    if (this.#paper.columns === undefined && this.#told === 'everything') this.#held.add(run.id, job.path, line);
    else this.#print(line);
  }

  #cause(sentence: string): string {
    return this.#paper.paint('warning', wrapped(sentence, '      ', this.#paper.columns));
  }

  #waits(event: JobEvent, { for: what, environment }: { readonly for: string; readonly environment: string }): void {
    this.#ofJob(
      event,
      `  … ${shownText(event.job.name)} waits for ${what} of ${shownText(environment)}; no runner is held`,
    );
  }

  /** The sentence is shown below the job's own line, or at once where no runner had it. */
  #failed(event: JobEvent, message: string): void {
    const sentence = shownText(message.split('\n')[0] ?? '');
    const running = this.#running.get(key(event));
    if (running === undefined) this.#ofJob(event, this.#cause(sentence));
    else running.sentences.push(sentence);
  }

  #ended(event: Extract<RunEvent, { readonly kind: 'job-ended' }>, at: number): void {
    const job = this.#running.get(key(event));
    this.#running.delete(key(event));
    this.tick();
    const shown = MARKS[event.conclusion];
    if (shown === undefined) return;
    const lasted = job === undefined ? '' : this.#paper.paint('quiet', ` ${seconds(at - job.since, 1)}`);
    this.#ofJob(event, `  ${this.#paper.paint(shown.tone, shown.mark)} ${shownText(event.job.name)}${lasted}`);
    for (const sentence of job?.sentences ?? []) this.#ofJob(event, this.#cause(sentence));
  }
}

const seconds = (milliseconds: number, digits: number): string => `${(milliseconds / 1000).toFixed(digits)} s`;

const key = (event: JobEvent): string => `${event.run.id} ${event.job.path}`;
