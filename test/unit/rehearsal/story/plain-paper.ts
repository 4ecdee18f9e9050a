import type { Paper } from '../../../../rehearsal/story/paper.ts';

/** A paper that remembers what was written. With columns it is a terminal. */
export interface RememberingPaper extends Paper {
  readonly text: string;
}

export function plainPaper(columns?: number): RememberingPaper {
  let text = '';
  return {
    columns,
    write(more) {
      text += more;
    },
    paint: (tone, words) => (columns === undefined ? words : `<${tone}>${words}</>`),
    get text() {
      return text;
    },
  };
}

/** What a terminal shows in the end: lines that were erased are gone. */
export const shown = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.slice(line.lastIndexOf('\r\u001b[2K') + 1).replace('\u001b[2K', ''))
    .join('\n');
