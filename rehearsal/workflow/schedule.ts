import { knownZoneClock, zoneClock } from '../zone-clock.ts';
import { dueBetween, parseCron } from './cron.ts';
import { NotRehearsed } from './problems.ts';
import { childOf, literalText, type Token } from './token.ts';

/** One entry of `on.schedule`. */
export interface Schedule {
  readonly cron: string;
  /** IANA name; UTC where there is none. */
  readonly timezone: string;
}

/** The entries of a workflow's `on.schedule`. GitHub's parser has checked their times.
 *  @throws {NotRehearsed} for a time zone that this machine does not know. */
export function schedulesOf(on: Token): readonly Schedule[] {
  const entries = childOf(on, 'schedule');
  return (entries?.kind === 'list' ? entries.items : []).flatMap((entry): Schedule[] => {
    const cron = literalText(childOf(entry, 'cron'));
    const zone = childOf(entry, 'timezone');
    const timezone = literalText(zone) ?? 'UTC';
    if (knownZoneClock(timezone) === undefined)
      throw new NotRehearsed(`the time zone "${timezone}"`, zone?.place ?? entry.place);
    return cron === undefined ? [] : [{ cron, timezone }];
  });
}

const MINUTE = 60_000;

/** Whether it is the time of an entry in the minute of `at`. A time that the clocks skip when summer begins is due at the end of what
 *  was skipped: 2:30 at 3:00.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#schedule */
export function isDue({ cron, timezone }: Schedule, at: number): boolean {
  const minute = Math.floor(at / MINUTE) * MINUTE;
  const clock = zoneClock(timezone);
  const shown = (moment: number): number => Math.floor(clock(moment) / MINUTE);
  return dueBetween(parseCron(cron), shown(minute - MINUTE), shown(minute));
}
