import { assertNever } from './brand.ts';
import type { CronService } from './cron-service.ts';
import type { Environment, Secrets } from './environment.ts';
import { innerPath } from './inner-path.ts';
import type { JobService } from './job-service.ts';
import { seconds } from './seconds.ts';
import { baseDefaults, type Said, type ServiceBase } from './service-base.ts';
import type { Stores } from './store.ts';
import { rolling, type Strategy } from './strategy.ts';
import type { Tier } from './tier.ts';
import type { NamesTiers, TierNamesIn } from './tier-names.ts';
import type { WebService } from './web-service.ts';
import type { Worker } from './worker.ts';

export type { WebService } from './web-service.ts';

/** One thing that is built into one image and is one thing of the cluster in every tier. */
export type Service = WebService | Worker | CronService | JobService;

/** One whose pods are there at all times. */
export type StandingService = WebService | Worker;

export const isStanding = (service: Service): service is StandingService =>
  service.kind === 'web' || service.kind === 'worker';

/** What people call one of its kind. */
export const kindWords = ({ kind }: Service): string => KIND_WORDS[kind];
const KIND_WORDS: Readonly<Record<Service['kind'], string>> = {
  web: 'a service that others reach',
  worker: 'a worker',
  cron: 'a service with times',
  job: 'a Job',
};

/** Where it tells its numbers; a service that ends is gone before anybody collects them. */
export const metricsOf = (service: Service): StandingService['metrics'] =>
  isStanding(service) ? service.metrics : undefined;

/** The folder that its image is built from. */
export const contextOf = ({ path, context }: Pick<ServiceBase, 'path' | 'context'>): string => context ?? path;

/** The file that says how. */
export const dockerfileOf = ({ path, dockerfile }: Pick<ServiceBase, 'path' | 'dockerfile'>): string =>
  dockerfile ?? innerPath(path, 'Dockerfile');

/** How a service moves from one release to the next in a tier: what has no traffic has none to move, and what has no pods is written. */
export function strategyIn(service: Service, { rollout }: Pick<Tier, 'rollout'>): Strategy {
  switch (service.kind) {
    case 'web':
      return rollout;
    case 'worker':
      return service.rollout;
    case 'cron':
    case 'job':
      return rolling();
    default:
      return assertNever(service);
  }
}

/** A tier as it is for one of its services. */
export const tierFor = (service: Service, tier: Tier): Tier => ({ ...tier, rollout: strategyIn(service, tier) });

type Needed = 'name' | 'path' | 'port' | 'test';

/** The defaults an experienced operator would choose; each can be replaced here. What is wrong with it the delivery says, with all else. Tiers that it
 *  names are part of its type, so that a delivery without them does not compile. */
export function service<
  const E extends Environment = Readonly<Record<never, string>>,
  const X extends Secrets = readonly [],
  const S extends Stores | undefined = undefined,
  const R extends ServiceBase['resources'] = Readonly<Record<never, object>>,
>(
  record: Said<WebService, Needed, E, X, S, R>,
): WebService & NamesTiers<TierNamesIn<E> | TierNamesIn<X> | TierNamesIn<S> | TierNamesIn<R>> {
  return {
    kind: 'web',
    ...baseDefaults(record),
    health: { live: '/health/live', ready: '/health/ready' },
    metrics: undefined,
    drain: seconds(20),
    ...record,
  };
}
