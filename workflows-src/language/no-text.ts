/** A value that must not become part of a JavaScript string: what would stand there is no text of the workflow but `[object Object]`. */
export const noText = <T extends object>(value: T): T => {
  Object.defineProperty(value, 'toString', { value: refuse, enumerable: false });
  return value;
};

function refuse(this: object): never {
  const code = 'code' in this && typeof this.code === 'string' ? ` (${this.code})` : '';
  throw new Error(
    `A value${code} stands in a JavaScript text: hand it over in env and write "$NAME", or write text\`…\` where a text may hold values.`,
  );
}
