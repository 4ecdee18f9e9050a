import { markdownText } from './untrusted-text.ts';

/** Markdown in which nothing of strangers can act. Only this file makes it, so that a summary takes no bare text: there it would be
 *  forgotten one day that a commit, a branch or an error was written by somebody else. */
export class Markdown {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  /** Of somebody who has escaped every text in it already. */
  static written(text: string): Markdown {
    return new Markdown(text);
  }

  toString(): string {
    return this.#text;
  }
}

/** What is written here is Markdown, what is put in is text. */
export const markdown = (parts: TemplateStringsArray, ...values: readonly (string | number | Markdown)[]): Markdown =>
  Markdown.written(String.raw({ raw: parts }, ...values.map(safe)));

/** A list of texts. */
export const bullets = (texts: readonly (string | Markdown)[]): Markdown =>
  Markdown.written(texts.map((text) => `- ${safe(text)}`).join('\n'));

/** A table of texts. */
export const table = (head: readonly string[], rows: readonly (readonly (string | number | Markdown)[])[]): Markdown =>
  Markdown.written(
    [head.map(safe), head.map(() => '---'), ...rows.map((row) => row.map(safe))]
      .map((cells) => `| ${cells.join(' | ')} |`)
      .join('\n'),
  );

/** Parts with an empty line between them. */
export const paragraphs = (...parts: readonly (string | Markdown)[]): Markdown =>
  Markdown.written(parts.map(safe).join('\n\n'));

const safe = (value: string | number | Markdown): string =>
  value instanceof Markdown ? value.toString() : markdownText(String(value));
