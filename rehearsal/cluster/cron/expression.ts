import { CronError, parseFields } from './fields.ts';
import { parseGoDuration } from './go-duration.ts';
import { nextTime } from './next-time.ts';
import type { Zone } from './zone.ts';

/** When something is due, again and again. */
export interface Schedule {
  /** The first time after; `undefined` when there is none. */
  next(after: number): number | undefined;
}

const NAMED: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};
const EVERY = '@every ';
const SECOND = 1000;

/** Reads the schedule of a CronJob: five fields, a name for some, or `@every` and a duration.
 *  https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
 *  @throws {CronError} */
export const parseSchedule = (text: string, zone: Zone): Schedule => {
  if (text === '') throw new CronError('empty spec string');
  if (text.startsWith(EVERY)) return every(text);
  const fields = text.startsWith('@') ? NAMED[text] : text;
  if (fields === undefined) throw new CronError(`unrecognized descriptor: ${text}`);
  const parsed = parseFields(fields);
  return { next: (after) => nextTime(parsed, zone, after) };
};

/** Whole seconds, one at the least. */
const every = (text: string): Schedule => {
  const delay = Math.max(SECOND, Math.floor(durationIn(text) / SECOND) * SECOND);
  return { next: (after) => Math.floor(after / SECOND) * SECOND + delay };
};

const durationIn = (text: string): number => {
  try {
    return parseGoDuration(text.slice(EVERY.length));
  } catch (error) {
    if (error instanceof CronError) throw new CronError(`failed to parse duration ${text}: ${error.message}`);
    throw error;
  }
};
