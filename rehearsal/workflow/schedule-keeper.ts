import { limitOf } from '../../catalogue/github-limits.ts';
import type { ScheduleEvent } from './event.ts';
import type { TriggeredRun } from './triggered-paths.ts';

/** Keeps schedules from running more often than GitHub lets them.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#schedule */
export class ScheduleKeeper {
  readonly #last = new Map<string, number>();

  /** The runs that may start now. One that somebody asks for by its `cron` always may. */
  admitted(wanted: readonly TriggeredRun[], { due }: ScheduleEvent): readonly TriggeredRun[] {
    if ('cron' in due) return wanted;
    return wanted.filter(({ path, schedule }) => {
      const key = JSON.stringify([path, schedule]);
      const last = this.#last.get(key);
      if (last !== undefined && due.at - last < limitOf('schedule-interval') * 60_000) return false;
      this.#last.set(key, due.at);
      return true;
    });
  }
}
