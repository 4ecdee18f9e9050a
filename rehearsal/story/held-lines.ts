import { byPlan } from '../workflow/planned-paths.ts';
import type { RunEvent } from '../workflow/run-event.ts';

interface Held {
  readonly run: number;
  readonly path: string;
  readonly lines: string[];
}

/** What was said of jobs, until it can be said in an order that does not depend on which of them was faster. */
export class HeldLines {
  readonly #planned = new Map<number, readonly string[]>();
  readonly #held = new Map<string, Held>();

  /** A run has begun: its jobs are told in the order of the files, after those of runs that began before. */
  begins({ run, planned }: Extract<RunEvent, { readonly kind: 'run-started' }>): void {
    this.#planned.set(run.id, planned);
  }

  add(run: number, path: string, line: string): void {
    const key = `${run} ${path}`;
    const held = this.#held.get(key) ?? { run, path, lines: [] };
    held.lines.push(line);
    this.#held.set(key, held);
  }

  /** All of them, once. */
  take(): readonly string[] {
    const all = [...this.#held.values()].sort(
      (a, b) => a.run - b.run || byPlan(this.#planned.get(a.run) ?? [])(a.path, b.path),
    );
    this.#held.clear();
    return all.flatMap(({ lines }) => lines);
  }
}
