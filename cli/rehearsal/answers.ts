import { createInterface, type Interface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Lines that somebody answers with, from a terminal or a pipe: each is used once, in order, also when all came at once. */
export interface Answers {
  /** Forgets what was typed before it was asked. What comes by a pipe was written for the questions, and stays. */
  forgetTypedAhead(): Promise<void>;
  /** The next line; `undefined` at the end of the input. */
  next(): Promise<string | undefined>;
  /** Lets the input go, so that it does not keep the process alive. */
  close(): void;
}

/** Reads nothing before the first question: a terminal stops whoever reads it from the background. It stays in its normal mode, so that
 *  Ctrl-C reaches the process as a signal. */
export function answersFrom(input: Readable & { readonly isTTY?: boolean }): Answers {
  const lines: string[] = [];
  const waiting: ((line: string | undefined) => void)[] = [];
  let reader: Interface | undefined;
  let ended = false;
  const open = (): void => {
    reader = createInterface({ input, terminal: false });
    reader.on('line', (line) => {
      const first = waiting.shift();
      if (first === undefined) lines.push(line);
      else first(line);
    });
    reader.once('close', () => {
      ended = true;
      for (const resolve of waiting.splice(0)) resolve(undefined);
    });
    input.once('error', () => reader?.close());
  };
  return {
    async forgetTypedAhead() {
      if (input.isTTY !== true) return;
      if (reader === undefined) open();
      // What the terminal holds arrives when it is looked at once; the second turn is for what that sets off.
      await turnOfTheLoop();
      await turnOfTheLoop();
      lines.length = 0;
    },
    next() {
      const line = lines.shift();
      if (line !== undefined) return Promise.resolve(line);
      if (reader === undefined) open();
      if (ended) return Promise.resolve(undefined);
      return new Promise((resolve) => waiting.push(resolve));
    },
    close() {
      if (reader === undefined) return;
      reader.close();
      input.destroy();
    },
  };
}

const turnOfTheLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
