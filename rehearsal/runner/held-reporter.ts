import type { JobReporter } from './job-request.ts';

/** Keeps what a background step says until it was waited for: what is told of a job has the order of its steps then, whichever of them
 *  was faster. GitHub gives each step a log of its own for that. */
export class HeldReporter implements JobReporter {
  readonly #target: JobReporter;
  readonly #held: (() => void)[] = [];
  #released = false;

  constructor(target: JobReporter) {
    this.#target = target;
  }

  stepStarted: JobReporter['stepStarted'] = (...said) => this.#say(() => this.#target.stepStarted(...said));
  line: JobReporter['line'] = (...said) => this.#say(() => this.#target.line(...said));
  annotation: JobReporter['annotation'] = (...said) => this.#say(() => this.#target.annotation(...said));
  stepEnded: JobReporter['stepEnded'] = (...said) => this.#say(() => this.#target.stepEnded(...said));
  summary: JobReporter['summary'] = (...said) => this.#say(() => this.#target.summary(...said));

  /** Passes on what was kept, and everything from now on at once. */
  release(): void {
    this.#released = true;
    for (const say of this.#held.splice(0)) say();
  }

  #say(say: () => void): void {
    if (this.#released) say();
    else this.#held.push(say);
  }
}
