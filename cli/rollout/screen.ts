import type { Moment } from '../../engine/rollout/ports/moment.ts';
import type { ProgressLog } from '../../engine/rollout/request.ts';
import type { Paper, Tone } from '../../rehearsal/story/paper.ts';
import { wrapped } from '../../rehearsal/story/wrapped.ts';
import { LiveBlock } from './live-block.ts';
import { liveTable } from './live-table.ts';

/** Where people follow a rollout. */
export interface Screen {
  readonly log: ProgressLog;
  seen(moment: Moment): void;
  say(text: string, tone?: Tone): void;
  /** Called now and then, so that ages go on. */
  tick(): void;
  end(): void;
}

/** Terminals whose height nobody knows. */
const ROWS = 24;

/** A table that is redrawn in place, and above it what has to stay. */
export function terminalScreen(paper: Paper, now: () => number, rows: () => number | undefined): Screen {
  const block = new LiveBlock(paper);
  let last: Moment | undefined;
  let status = '';
  const draw = (): void => {
    if (last === undefined) return;
    const size = { columns: paper.columns ?? 80, rows: rows() ?? ROWS };
    block.show(
      liveTable(last, status, now(), size).map(({ text, tone }) =>
        tone === undefined ? text : paper.paint(tone, text),
      ),
    );
  };
  const say = (text: string, tone?: Tone): void => {
    const lines = wrapped(text, '', paper.columns);
    block.print(tone === undefined ? lines : paper.paint(tone, lines));
  };
  return {
    log: {
      info(line) {
        status = line;
        // Before anything is watched there is no table to show it in.
        if (last === undefined) say(line, 'quiet');
        draw();
      },
      warning: (message) => say(message, 'warning'),
      group: (title, lines) => block.print([paper.paint('strong', title), ...lines].join('\n')),
    },
    seen(moment) {
      last = moment;
      draw();
    },
    say,
    tick: draw,
    end() {
      draw();
      block.end();
      last = undefined;
    },
  };
}

/** Lines on change, for logs and pipes. On GitHub's runner groups are folded.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#grouping-log-lines */
export function lineScreen(write: (text: string) => void, folded: boolean): Screen {
  const line = (text: string): void => write(`${text}\n`);
  return {
    log: {
      info: line,
      warning: line,
      group(title, lines) {
        line(folded ? `::group::${title}` : title);
        for (const each of lines) line(each);
        if (folded) line('::endgroup::');
      },
    },
    seen() {},
    say: line,
    tick() {},
    end() {},
  };
}
