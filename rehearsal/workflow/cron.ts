/** The five fields of a cron expression, each as the numbers that it lets in. */
export interface Cron {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly weekdays: ReadonlySet<number>;
  /** Whether a day must be one of `days`, and one of `weekdays`; where both are asked for, one of the two is enough. */
  readonly asksDay: boolean;
  readonly asksWeekday: boolean;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Reads an expression that GitHub's parser has let through.
 *  @see https://pubs.opengroup.org/onlinepubs/9699919799/utilities/crontab.html */
export function parseCron(cron: string): Cron {
  const [minute = '*', hour = '*', day = '*', month = '*', weekday = '*'] = cron.trim().split(/ +/);
  return {
    minutes: numbers(minute, 0, 59),
    hours: numbers(hour, 0, 23),
    days: numbers(day, 1, 31),
    months: numbers(month, 1, 12, MONTHS),
    weekdays: numbers(weekday, 0, 6, WEEKDAYS),
    asksDay: day !== '*',
    asksWeekday: weekday !== '*',
  };
}

function numbers(field: string, first: number, last: number, names: readonly string[] = []): ReadonlySet<number> {
  const number = (text: string): number => {
    const named = names.indexOf(text.toLowerCase());
    return named < 0 ? Number(text) : named + first;
  };
  const all = field.split(',').flatMap((part) => {
    const [range = '', step] = part.split('/');
    const [from = '', to] = range === '*' ? [String(first), String(last)] : range.split('-');
    // `20/15` goes on to the end, `20` alone does not.
    const end = to === undefined ? (step === undefined ? number(from) : last) : number(to);
    const found: number[] = [];
    for (let value = number(from); value <= end; value += Number(step ?? 1)) found.push(value);
    return found;
  });
  return new Set(all);
}

/** Whether a time of the expression lies after one minute of a wall clock and not after another. */
export function dueBetween(cron: Cron, after: number, until: number): boolean {
  for (let minute = after + 1; minute <= until; minute += 1) if (matches(cron, new Date(minute * 60_000))) return true;
  // Clocks that were put back show a minute that has been before.
  return until <= after && matches(cron, new Date(until * 60_000));
}

function matches(cron: Cron, wall: Date): boolean {
  const day = cron.days.has(wall.getUTCDate());
  const weekday = cron.weekdays.has(wall.getUTCDay());
  return (
    cron.minutes.has(wall.getUTCMinutes()) &&
    cron.hours.has(wall.getUTCHours()) &&
    cron.months.has(wall.getUTCMonth() + 1) &&
    (cron.asksDay && cron.asksWeekday ? day || weekday : day && weekday)
  );
}
