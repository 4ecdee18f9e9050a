import { assertNever } from './brand.ts';
import { minutesBetween } from './cron.ts';
import type { EndingService } from './ending-service.ts';
import type { Environment, Secrets } from './environment.ts';
import { type Seconds, seconds } from './seconds.ts';
import { baseDefaults, type Said } from './service-base.ts';
import type { Stores } from './store.ts';
import type { NamesTiers, TierNamesIn } from './tier-names.ts';

/** What becomes of a run whose time has come while the one before is at work: it is left out, begins beside it, or ends it. */
export const CONCURRENCY = ['forbid', 'allow', 'replace'] as const;
export type Concurrency = (typeof CONCURRENCY)[number];

/** A service that begins at its times, does its work and ends: no port, no Service, no pods between them. A release changes what the next
 *  run is; one that is at work goes on as it was. */
export interface CronService extends EndingService {
  readonly kind: 'cron';
  /** Five fields: minute, hour, day, month, weekday. */
  readonly schedule: string;
  /** The clocks that it goes by, as a zone of the IANA: `Asia/Seoul`. */
  readonly timeZone: string;
  readonly concurrency: Concurrency;
  /** How late a run may begin; later it is left out. */
  readonly startingDeadline: Seconds;
  /** How many ended runs the cluster keeps, with what their pods wrote. */
  readonly keep: { readonly succeeded: number; readonly failed: number };
}

/** How many of its runs are at work at a time, at most: one that is ended to make room is there for a moment more. */
export function runsAtOnce({ concurrency, schedule, deadline, drain }: CronService): number {
  switch (concurrency) {
    case 'forbid':
      return 1;
    case 'replace':
      return 2;
    case 'allow':
      return 1 + Math.floor((deadline + drain) / (60 * minutesBetween(schedule)));
    default:
      return assertNever(concurrency);
  }
}

type Needed = 'name' | 'path' | 'test' | 'schedule';

/** A run at a time that may take an hour, begins five minutes late at most and is tried again twice. A port, routes, a number of pods and a
 *  strategy do not compile. */
export function cron<
  const E extends Environment = Readonly<Record<never, string>>,
  const X extends Secrets = readonly [],
  const S extends Stores | undefined = undefined,
  const R extends CronService['resources'] = Readonly<Record<never, object>>,
>(
  record: Said<CronService, Needed, E, X, S, R>,
): CronService & NamesTiers<TierNamesIn<E> | TierNamesIn<X> | TierNamesIn<S> | TierNamesIn<R>> {
  return {
    kind: 'cron',
    ...baseDefaults(record),
    timeZone: 'Etc/UTC',
    concurrency: 'forbid',
    startingDeadline: seconds(300),
    deadline: seconds(3600),
    retries: 2,
    keep: { succeeded: 3, failed: 3 },
    drain: seconds(20),
    command: undefined,
    ...record,
  };
}
