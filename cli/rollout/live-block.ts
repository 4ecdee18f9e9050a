import type { Paper } from '../../rehearsal/story/paper.ts';

/** Lines at the bottom of a terminal that are redrawn in place, below whatever is printed. Every line must be shorter than the
 *  terminal is wide, and there must be fewer of them than it is high: what has scrolled away cannot be redrawn. */
export class LiveBlock {
  readonly #paper: Paper;
  #lines: readonly string[] = [];
  #drawn = 0;

  constructor(paper: Paper) {
    this.#paper = paper;
  }

  /** Prints lines above the block. */
  print(text: string): void {
    this.#erase();
    this.#paper.write(`${text}\n`);
    this.#draw();
  }

  /** Shows these lines from now on. */
  show(lines: readonly string[]): void {
    if (lines.join('\n') === this.#lines.join('\n')) return;
    this.#erase();
    this.#lines = lines;
    this.#draw();
  }

  /** Leaves the last state of the block where it is. */
  end(): void {
    this.#lines = [];
    this.#drawn = 0;
  }

  #draw(): void {
    if (this.#lines.length > 0) this.#paper.write(`${this.#lines.join('\n')}\n`);
    this.#drawn = this.#lines.length;
  }

  /** Up to where the block begins, then everything below is cleared. */
  #erase(): void {
    if (this.#drawn > 0) this.#paper.write(`\u001b[${this.#drawn}A\r\u001b[J`);
    this.#drawn = 0;
  }
}
