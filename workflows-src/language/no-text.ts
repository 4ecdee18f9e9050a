/** What must not become part of a JavaScript string: what would stand there is no text of the workflow but `[object Object]`. There are very
 *  many values, so what refuses is a method of them all. */
export class NoText {
  toString(): never {
    const code = 'code' in this && typeof this.code === 'string' ? ` (${this.code})` : '';
    throw new Error(
      `A value${code} stands in a JavaScript text: hand it over in env and write "$NAME", or write text\`…\` where a text may hold values.`,
    );
  }
}
