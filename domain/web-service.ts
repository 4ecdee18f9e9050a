import type { Routes } from './edge/routes.ts';
import type { Metrics } from './metrics.ts';
import type { Seconds } from './seconds.ts';
import type { ServiceBase } from './service-base.ts';

/** A service that others reach at a port, and that each tier moves from one release to the next by its strategy. */
export interface WebService extends ServiceBase {
  readonly kind: 'web';
  /** The port it listens on, handed to it as `PORT`. */
  readonly port: number;
  /** Paths of its health checks: `live` fails when only a restart helps, `ready` while it should get no requests. */
  readonly health: { readonly live: string; readonly ready: string };
  /** Its Prometheus metrics: on a port of their own, which no Service knows and which is handed to it as `METRICS_PORT`; a path alone is one of its
   *  main port, where whoever reaches the service reads them. `undefined` where it has none. */
  readonly metrics: Metrics | string | undefined;
  /** All the time it has from SIGTERM until it has ended, handed to it as `DRAIN_SECONDS`. How long a pod is left follows from it. */
  readonly drain: Seconds;
  /** Where users reach it through the edge of the delivery; nobody outside does where it is left out. */
  readonly routes?: Routes;
}
