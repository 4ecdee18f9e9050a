interface Field {
  readonly first: number;
  readonly last: number;
  readonly names: readonly string[];
}

const FIELDS: readonly Field[] = [
  { first: 0, last: 59, names: [] },
  { first: 0, last: 23, names: [] },
  { first: 1, last: 31, names: [] },
  { first: 1, last: 12, names: 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ') },
  { first: 0, last: 6, names: 'sun mon tue wed thu fri sat'.split(' ') },
];

/** Whether GitHub and Backup for GKE take it for a time: five fields of numbers, lists, ranges and steps; no `@daily`, `L` or `?`.
 *  @see https://pubs.opengroup.org/onlinepubs/9699919799/utilities/crontab.html */
export function isSchedule(cron: string): boolean {
  const fields = cron.trim().split(/ +/);
  return (
    fields.length === FIELDS.length &&
    FIELDS.every((field, index) => valuesOf(fields[index] ?? '', field) !== undefined)
  );
}

/** The most days that each month has. */
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether its time ever comes: 31 February is a schedule, too. A weekday that is said comes in any month. */
export function everComes(cron: string): boolean {
  const [, , day = '', month = '', weekday = ''] = cron.trim().split(/ +/);
  const [, , days, months] = FIELDS;
  if (weekday !== '*') return true;
  const among = (text: string, field: Field | undefined) => [...((field && valuesOf(text, field)) ?? [])];
  const first = Math.min(...among(day, days));
  return among(month, months).some((each) => first <= (DAYS[each - 1] ?? 0));
}

/** The fewest minutes between two starts within an hour; 60 where there is one start an hour or fewer. */
export function minutesBetween(cron: string): number {
  const [minute, hour] = FIELDS;
  const [minutes, hours] = cron.trim().split(/ +/);
  const starts = [...((minute && valuesOf(minutes ?? '', minute)) ?? [])].sort((one, other) => one - other);
  const each = (hour && valuesOf(hours ?? '', hour)) ?? new Set<number>();
  const gaps = starts.slice(1).map((start, index) => start - (starts[index] ?? 0));
  const goesOn = [...each].some((one) => each.has((one + 1) % 24));
  const around = goesOn && starts.length > 0 ? 60 - (starts.at(-1) ?? 0) + (starts[0] ?? 0) : 60;
  return Math.min(60, around, ...gaps);
}

/** The numbers that a field lets in; `undefined` where it is none. */
function valuesOf(text: string, field: Field): ReadonlySet<number> | undefined {
  const all = text.split(',').map((part) => partOf(part, field));
  return all.every((each) => each !== undefined) ? new Set(all.flat() as number[]) : undefined;
}

function partOf(part: string, field: Field): readonly number[] | undefined {
  const [, range = '', step] = /^(\*|\w+(?:-\w+)?)(?:\/(\d+))?$/.exec(part) ?? [];
  const [from, to] = range === '*' ? [field.first, field.last] : range.split('-').map((each) => numberOf(each, field));
  const last = to ?? (step === undefined ? from : field.last);
  const by = Number(step ?? 1);
  if (from === undefined || last === undefined || Number.isNaN(from + last) || from > last || by < 1) return undefined;
  return Array.from({ length: Math.floor((last - from) / by) + 1 }, (_, index) => from + index * by);
}

function numberOf(text: string, { first, last, names }: Field): number {
  const named = names.indexOf(text.toLowerCase());
  const number = named < 0 ? (/^\d+$/.test(text) ? Number(text) : Number.NaN) : named + first;
  return number >= first && number <= last ? number : Number.NaN;
}
