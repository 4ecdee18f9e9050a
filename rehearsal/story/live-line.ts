import type { Paper } from './paper.ts';

/** The last line of the output: what happens right now, or a question that waits for its answer. It is redrawn below whatever is
 *  printed; where lines cannot be redrawn only a question is shown, as a line of its own. */
export class LiveLine {
  readonly #paper: Paper;
  #text = '';
  #question: string | undefined;
  #drawn = false;

  constructor(paper: Paper) {
    this.#paper = paper;
  }

  /** Prints a line above this one. */
  print(line: string): void {
    this.#erase();
    this.#paper.write(`${line}\n`);
    this.#draw();
  }

  /** Shows this text from now on; '' shows nothing. */
  show(text: string): void {
    if (text === this.#text) return;
    this.#text = text;
    this.#redraw();
  }

  /** Shows a question instead. `echoed`: the terminal has moved on to the next line with the answer. */
  ask(question: string): void {
    if (this.#paper.columns === undefined) this.#paper.write(`${question}\n`);
    this.#question = question;
    this.#redraw();
  }

  /** The question is answered; a terminal has echoed the answer and moved to the next line, unless the input ended. */
  answered(answer: string | undefined): void {
    this.#question = undefined;
    if (answer === undefined && this.#drawn) this.#paper.write('\n');
    this.#drawn = false;
    this.#draw();
  }

  /** Takes the line away for good. */
  end(): void {
    this.#text = '';
    if (this.#question !== undefined && this.#drawn) this.answered(undefined);
    this.#erase();
  }

  #redraw(): void {
    this.#erase();
    this.#draw();
  }

  #draw(): void {
    const { columns } = this.#paper;
    if (columns === undefined) return;
    if (this.#question !== undefined) this.#paper.write(this.#question);
    else if (this.#text !== '') this.#paper.write(this.#paper.paint('quiet', cut(this.#text, columns - 1)));
    else return;
    this.#drawn = true;
  }

  #erase(): void {
    if (this.#drawn) this.#paper.write('\r\u001b[2K');
    this.#drawn = false;
  }
}

const cut = (text: string, length: number): string => (text.length <= length ? text : `${text.slice(0, length - 1)}…`);
