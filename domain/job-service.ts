import type { EndingService } from './ending-service.ts';
import type { Environment, Secrets } from './environment.ts';
import { seconds } from './seconds.ts';
import { baseDefaults, type Said } from './service-base.ts';
import type { Stores } from './store.ts';
import type { NamesTiers, TierNamesIn } from './tier-names.ts';

/** A service that runs once with each new release of it, as a migration of a database does, and has ended well before others go on. What it
 *  did no rollback takes back. */
export interface JobService extends EndingService {
  readonly kind: 'job';
  /** Services that wait for it in every tier: they are rolled out when its run has ended well, and not at all when it failed. */
  readonly before: readonly string[];
}

type Needed = 'name' | 'path' | 'test';

/** One run that may take five minutes and is not tried again: what was half done is for people to look at. A port, routes, times and a strategy
 *  do not compile. */
export function job<
  const E extends Environment = Readonly<Record<never, string>>,
  const X extends Secrets = readonly [],
  const S extends Stores | undefined = undefined,
  const R extends JobService['resources'] = Readonly<Record<never, object>>,
>(
  record: Said<JobService, Needed, E, X, S, R>,
): JobService & NamesTiers<TierNamesIn<E> | TierNamesIn<X> | TierNamesIn<S> | TierNamesIn<R>> {
  return {
    kind: 'job',
    ...baseDefaults(record),
    before: [],
    deadline: seconds(300),
    retries: 0,
    drain: seconds(20),
    command: undefined,
    ...record,
  };
}
