import { parseSchedule, type Schedule } from '../../cron/expression.ts';
import { CronError } from '../../cron/fields.ts';
import { type Zone, zoneOf } from '../../cron/zone.ts';
import type { CronJob } from '../resource.ts';

/** The schedule of a CronJob and the clocks that it goes by: UTC where it names none. */
export interface Times {
  readonly zone: Zone;
  readonly schedule: Schedule;
}

/** Reads the schedules of CronJobs, and keeps the zones. Validation has let none in that cannot be read. */
export const createTimes = (): ((cronJob: Pick<CronJob, 'spec'>) => Times) => {
  const zones = new Map<string, Zone>();
  return ({ spec: { schedule, timeZone = 'UTC' } }) => {
    const zone = zones.get(timeZone) ?? zoneOf(timeZone);
    if (zone === undefined) throw new CronError(`unknown time zone ${timeZone}`);
    zones.set(timeZone, zone);
    return { zone, schedule: parseSchedule(schedule, zone) };
  };
};
