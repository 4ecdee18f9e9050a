import { styleText } from 'node:util';

/** How a piece of text is meant; a terminal shows it in a colour. */
export type Tone = 'good' | 'bad' | 'warning' | 'strong' | 'quiet';

/** Where the story is told: a terminal shows live progress in one line at the bottom, anything else gets plain lines. */
export interface Paper {
  write(text: string): void;
  /** Columns, or `undefined` where a line cannot be redrawn. */
  readonly columns: number | undefined;
  paint(tone: Tone, text: string): string;
}

const FORMATS = {
  good: 'green',
  bad: ['red', 'bold'],
  warning: 'yellow',
  strong: 'bold',
  quiet: 'gray',
} as const satisfies Record<Tone, unknown>;

/** The output of a process. Colours only on a terminal, and as NO_COLOR and FORCE_COLOR say.
 *  @see https://no-color.org */
export const paperOf = (stream: NodeJS.WriteStream, environment: NodeJS.ProcessEnv): Paper => ({
  write: (text) => void stream.write(text),
  get columns() {
    return stream.isTTY && environment['TERM'] !== 'dumb' ? stream.columns || undefined : undefined;
  },
  paint: (tone, text) => styleText([FORMATS[tone]].flat(), text, { stream }),
});
