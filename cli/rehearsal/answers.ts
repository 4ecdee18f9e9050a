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
      // A terminal hands over one line each time that it is looked at; what it holds has come when nothing comes any more.
      for (let quiet = 0; quiet < QUIET_TURNS; ) {
        await turnOfTheLoop();
        quiet = lines.length === 0 ? quiet + 1 : 0;
        lines.length = 0;
      }
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

/** Reading begins a turn after it is asked for. */
const QUIET_TURNS = 4;

const turnOfTheLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
