/** What does not fit an expression, in the words of the library that Kubernetes reads it with. */
export class CronError extends Error {
  override readonly name = 'CronError';
}

/** One field: the numbers that it lets in, and whether it is a star that asks for nothing. */
export interface Field {
  readonly numbers: ReadonlySet<number>;
  readonly any: boolean;
}

/** The five fields of an expression. Seconds are always 0. */
export interface Fields {
  readonly minute: Field;
  readonly hour: Field;
  readonly day: Field;
  readonly month: Field;
  readonly weekday: Field;
}

interface Bounds {
  readonly first: number;
  readonly last: number;
  readonly names?: readonly string[];
}

const BOUNDS = {
  minute: { first: 0, last: 59 },
  hour: { first: 0, last: 23 },
  day: { first: 1, last: 31 },
  month: {
    first: 1,
    last: 12,
    names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  weekday: { first: 0, last: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
} as const satisfies Readonly<Record<keyof Fields, Bounds>>;

/** Reads the five fields. robfig/cron v3, parser.go
 *  @throws {CronError} */
export const parseFields = (text: string): Fields => {
  const parts = text.split(/\s+/).filter((part) => part !== '');
  const [minute, hour, day, month, weekday] = parts;
  if (weekday === undefined || parts.length > 5)
    throw new CronError(`expected exactly 5 fields, found ${parts.length}: [${parts.join(' ')}]`);
  return {
    minute: parseField(minute ?? '', BOUNDS.minute),
    hour: parseField(hour ?? '', BOUNDS.hour),
    day: parseField(day ?? '', BOUNDS.day),
    month: parseField(month ?? '', BOUNDS.month),
    weekday: parseField(weekday, BOUNDS.weekday),
  };
};

const parseField = (text: string, bounds: Bounds): Field => {
  const ranges = text
    .split(',')
    .filter((range) => range !== '')
    .map((range) => parseRange(range, bounds));
  return {
    numbers: new Set(ranges.flatMap(({ numbers }) => [...numbers])),
    any: ranges.some(({ any }) => any),
  };
};

/** `number`, `number-number` or a star, each with a step or without. */
const parseRange = (text: string, bounds: Bounds): Field => {
  const [range = '', step, ...moreSlashes] = text.split('/');
  const [low = '', high, ...moreHyphens] = range.split('-');
  const isStar = low === '*' || low === '?';
  if (!isStar && moreHyphens.length > 0) throw new CronError(`too many hyphens: ${text}`);
  const start = isStar ? bounds.first : parseNumber(low, bounds.names);
  const written = isStar ? bounds.last : high === undefined ? start : parseNumber(high, bounds.names);
  if (moreSlashes.length > 0) throw new CronError(`too many slashes: ${text}`);
  const by = step === undefined ? 1 : parseNumber(step);
  // `5/10` goes on to the end, `5` alone does not.
  const end = step !== undefined && high === undefined ? bounds.last : written;
  const bad = rangeProblem({ start, end, by }, bounds);
  if (bad !== undefined) throw new CronError(`${bad}: ${text}`);
  const numbers = new Set<number>();
  for (let number = start; number <= end; number += by) numbers.add(number);
  return { numbers, any: isStar && by === 1 };
};

const rangeProblem = (
  { start, end, by }: { readonly start: number; readonly end: number; readonly by: number },
  { first, last }: Bounds,
): string | undefined => {
  if (start < first) return `beginning of range (${start}) below minimum (${first})`;
  if (end > last) return `end of range (${end}) above maximum (${last})`;
  if (start > end) return `beginning of range (${start}) beyond end of range (${end})`;
  return by === 0 ? 'step of range should be a positive number' : undefined;
};

const parseNumber = (text: string, names: readonly string[] = []): number => {
  const named = names.indexOf(text.toLowerCase());
  // Names of months count from 1, those of days from 0.
  if (named >= 0) return names.length === 12 ? named + 1 : named;
  if (!/^\+?\d+$/.test(text))
    throw new CronError(
      `failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`,
    );
  return Number(text);
};
