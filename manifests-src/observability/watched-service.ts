import type { Bounds, Observability } from '../../domain/observability/observability.ts';
import type { Signals } from '../../domain/observability/signals.ts';
import type { WebService } from '../../domain/service.ts';
import type { Tier } from '../../domain/tier.ts';

/** One service in one tier, with all that its alerts depend on. */
export interface WatchedService {
  readonly service: WebService;
  readonly tier: Tier;
  readonly signals: Signals;
  readonly bounds: Bounds;
  /** Whether the delivery tells how old its backups are. */
  readonly agesAreTold: boolean;
  /** Bytes that its container may use. */
  readonly memoryLimit: number;
}

/** A tier as a whole. */
export interface WatchedTier {
  readonly tier: Tier;
  readonly observability: Observability;
  /** How many pods its quota allows. */
  readonly pods: number;
  /** Databases of which it is told how old their backups are. */
  readonly databases: readonly string[];
}
