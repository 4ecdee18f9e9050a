import { CronError } from './fields.ts';

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Reads `1h30m` as Go's `time.ParseDuration` does.
 *  @returns milliseconds @throws {CronError} */
export const parseGoDuration = (text: string): number => {
  const [, sign, rest = ''] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  if (rest === '0') return 0;
  const refused = (why: string) => new CronError(`time: ${why} duration ${JSON.stringify(text)}`);
  if (rest === '') throw refused('invalid');
  let sum = 0;
  let left = rest;
  while (left !== '') {
    const [whole, number, unit = ''] = /^(\d+\.?\d*|\.\d+)([^.\d]*)/.exec(left) ?? [];
    if (whole === undefined) throw refused('invalid');
    const size = UNITS[unit];
    if (unit === '') throw refused('missing unit in');
    if (size === undefined) throw refused(`unknown unit ${JSON.stringify(unit)} in`);
    sum += Number(number) * size;
    left = left.slice(whole.length);
  }
  return sign === '-' ? -sum : sum;
};
