import type { Environment, Secrets } from './environment.ts';
import type { Metrics } from './metrics.ts';
import { type Seconds, seconds } from './seconds.ts';
import { baseDefaults, type Said, type ServiceBase } from './service-base.ts';
import type { Stores } from './store.ts';
import { type RollingStrategy, rolling } from './strategy.ts';
import type { NamesTiers, TierNamesIn } from './tier-names.ts';

/** How a pod of a worker tells that it works: a command in its container that ends with 0 while it does. `none`: nobody asks, and a process that
 *  hangs is not noticed. */
export type WorkerHealth = { readonly command: readonly string[] } | 'none';

/** A service that takes its work from somewhere, and that nobody reaches: no port, no Service, no route. There is no traffic to move, so
 *  every tier replaces its pods step by step, whatever its own strategy is. */
export interface Worker extends ServiceBase {
  readonly kind: 'worker';
  /** Never left out: that nobody asks is a choice. */
  readonly health: WorkerHealth;
  /** Its Prometheus metrics, on a port that is handed to it as `METRICS_PORT`; `undefined` where it has none. */
  readonly metrics: Metrics | undefined;
  /** All the time it has from SIGTERM until it has ended, handed to it as `DRAIN_SECONDS`: for the work that it has begun. */
  readonly drain: Seconds;
  /** In every tier. */
  readonly rollout: RollingStrategy;
}

type Needed = 'name' | 'path' | 'test' | 'health';

/** A worker with the defaults of a service. A port, routes and another strategy than rolling do not compile. */
export function worker<
  const E extends Environment = Readonly<Record<never, string>>,
  const X extends Secrets = readonly [],
  const S extends Stores | undefined = undefined,
  const R extends ServiceBase['resources'] = Readonly<Record<never, object>>,
>(
  record: Said<Worker, Needed, E, X, S, R>,
): Worker & NamesTiers<TierNamesIn<E> | TierNamesIn<X> | TierNamesIn<S> | TierNamesIn<R>> {
  return {
    kind: 'worker',
    ...baseDefaults(record),
    metrics: undefined,
    drain: seconds(20),
    rollout: rolling(),
    ...record,
  };
}
