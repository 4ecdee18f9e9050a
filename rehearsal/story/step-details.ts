import type { SeenStep } from './seen.ts';

/** Reads from the log of a step what it runs and what it is given: the folded lines that GitHub's runner writes before its work begins.
 *  @see https://github.com/actions/runner src/Runner.Worker/Handlers/Handler.cs (PrintActionDetails) */
export class StepDetails {
  #run: string | undefined;
  #section: 'with' | 'env' = 'with';
  #over = false;
  readonly #given = { with: new Map<string, string>(), env: new Map<string, string>() };

  hear(line: string): void {
    if (this.#over) return;
    if (this.#run === undefined) {
      this.#run = /^##\[group\]Run ([\s\S]*)$/.exec(line)?.[1];
      return;
    }
    if (line === '##[endgroup]') this.#over = true;
    else if (line === 'with:') this.#section = 'with';
    else if (line === 'env:') this.#section = 'env';
    else this.#hearValue(line);
  }

  /** `undefined` for a step that ran nothing. */
  get seen(): SeenStep | undefined {
    if (this.#run === undefined) return undefined;
    const [given, env] = [this.#given.with, this.#given.env].map((map) => Object.fromEntries(map));
    return { run: this.#run, with: given ?? {}, env: env ?? {} };
  }

  #hearValue(line: string): void {
    const [, name, value] = /^ {2}([\w-]+): ([\s\S]*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) this.#given[this.#section].set(name, value);
  }
}
