import type { RunEvent } from '../workflow/run-event.ts';

/** Where the story is told: a terminal shows live progress in one line at the bottom, anything else gets plain lines. */
export interface Paper {
  write(text: string): void;
  /** Columns, or `undefined` where a line cannot be redrawn. */
  readonly columns: number | undefined;
}

const MARKS: Readonly<Record<string, string>> = { success: '✓', failure: '✗', cancelled: '⊘', skipped: '–' };

/** Tells what happens, one line a job; on a terminal also what is running right now. */
export class Narrator {
  readonly #paper: Paper;
  readonly #now: () => number;
  readonly #running = new Map<string, { readonly since: number; step: string }>();
  #drawn = false;

  constructor(paper: Paper, now: () => number) {
    this.#paper = paper;
    this.#now = now;
  }

  say(line: string): void {
    this.#erase();
    this.#paper.write(`${line}\n`);
    this.#draw();
  }

  hear(event: RunEvent): void {
    switch (event.kind) {
      case 'job-started':
        this.#running.set(key(event), { since: this.#now(), step: '' });
        return this.#redraw();
      case 'step-started': {
        const job = this.#running.get(key(event));
        if (job !== undefined) job.step = event.step.name;
        return this.#redraw();
      }
      case 'job-waiting':
        return event.reason.for === 'concurrency'
          ? undefined
          : this.say(
              `  … ${event.job.name} waits for ${event.reason.for} of ${event.reason.environment}; no runner is held`,
            );
      case 'job-ended': {
        const since = this.#running.get(key(event))?.since;
        this.#running.delete(key(event));
        if (event.conclusion === 'skipped') return;
        const seconds = since === undefined ? '' : ` (${((this.#now() - since) / 1000).toFixed(1)} s)`;
        return this.say(`  ${MARKS[event.conclusion] ?? '?'} ${event.job.name}${seconds}`);
      }
      case 'annotation':
        return event.annotation.level === 'error'
          ? this.say(`      ${event.annotation.message.split('\n')[0]}`)
          : undefined;
      default:
        return;
    }
  }

  /** Takes the live line away; nothing is redrawn until the next event. */
  rest(): void {
    this.#erase();
  }

  #redraw(): void {
    this.#erase();
    this.#draw();
  }

  #draw(): void {
    const { columns } = this.#paper;
    if (columns === undefined || this.#running.size === 0) return;
    const parts = [...this.#running].map(([path, { step }]) => (step === '' ? path : `${path}: ${step}`));
    this.#paper.write(`  ⋯ ${parts.join(' · ')}`.slice(0, columns - 1));
    this.#drawn = true;
  }

  #erase(): void {
    if (this.#drawn) this.#paper.write('\r\u001b[2K');
    this.#drawn = false;
  }
}

const key = (event: Extract<RunEvent, { readonly job: unknown }>): string => event.job.path;
