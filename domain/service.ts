import type { Routes } from './edge/routes.ts';
import type { Environment, Secrets } from './environment.ts';
import { innerPath } from './inner-path.ts';
import type { Metrics } from './metrics.ts';
import { RUNTIMES, type TestSuite } from './runtime/runtimes.ts';
import { type Seconds, seconds } from './seconds.ts';
import type { Stores } from './store.ts';
import type { Resources } from './tier.ts';
import type { NamesTiers, TierNamesIn } from './tier-names.ts';

/** One thing that is built into one image and runs as one workload in every tier. */
export interface Service {
  /** Name of the workload and of its jobs; a DNS label. */
  readonly name: string;
  /** Folder below the delivery's root that holds its code; its tests run there. */
  readonly path: string;
  /** The Dockerfile, below the delivery's root; `Dockerfile` in `path` where it is left out. */
  readonly dockerfile: string | undefined;
  /** The folder that the image is built from, below the delivery's root; `path` where it is left out. */
  readonly context: string | undefined;
  /** Name of the image within the registry, and the placeholder that manifests use for it. */
  readonly image: string;
  /** The port it listens on, handed to it as `PORT`. */
  readonly port: number;
  readonly test: TestSuite;
  /** Files and folders, below the delivery's root, that its test reads besides its own folder; `[]` for none. Where this is said, a test that passed is
   *  not run again for the same files on the same branch, nor for those that passed on the default branch. Left out, every run tests it. */
  readonly testInputs?: readonly string[];
  /** Reference of the base image, resolved to a digest once per build and handed on as `BASE_IMAGE`; `undefined` where the Dockerfile
   *  takes none. Every other image that it names is pinned anyway. */
  readonly base: string | undefined;
  /** Paths of its health checks: `live` fails when only a restart helps, `ready` while it should get no requests. */
  readonly health: { readonly live: string; readonly ready: string };
  /** Its Prometheus metrics: on a port of their own, which no Service knows and which is handed to it as `METRICS_PORT`; a path alone is one of its
   *  main port, where whoever reaches the service reads them. `undefined` where it has none. */
  readonly metrics: Metrics | string | undefined;
  /** Variables that everybody may read; by tier where tiers differ, with `all` for what they share. */
  readonly environment: Environment;
  /** Variables whose values are in Secrets; a list for all tiers, or lists by tier as in `environment`. */
  readonly secrets: Secrets;
  /** Where its data is, handed to it as `STORE`; `undefined` where Sluice has nothing to do with that. */
  readonly store: Stores | undefined;
  /** All the time it has from SIGTERM until it has ended, handed to it as `DRAIN_SECONDS`. How long a pod is left follows from it. */
  readonly drain: Seconds;
  /** Where it needs other resources than the tier gives, by tier name. */
  readonly resources: Readonly<Record<string, Partial<Resources>>>;
  /** Names of services of the same delivery that it calls. */
  readonly calls: readonly string[];
  /** Where users reach it through the edge of the delivery; nobody outside does where it is left out. */
  readonly routes?: Routes;
}

/** The folder that its image is built from. */
export const contextOf = ({ path, context }: Pick<Service, 'path' | 'context'>): string => context ?? path;

/** The file that says how. */
export const dockerfileOf = ({ path, dockerfile }: Pick<Service, 'path' | 'dockerfile'>): string =>
  dockerfile ?? innerPath(path, 'Dockerfile');

type Needed = 'name' | 'path' | 'port' | 'test';

/** The defaults an experienced operator would choose; each can be replaced here. What is wrong with it the delivery says, with all else. Tiers that it
 *  names are part of its type, so that a delivery without them does not compile. */
export function service<
  const E extends Environment = Readonly<Record<never, string>>,
  const X extends Secrets = readonly [],
  const S extends Stores | undefined = undefined,
  const R extends Service['resources'] = Readonly<Record<never, object>>,
>(
  record: Pick<Service, Needed> &
    Partial<Omit<Service, Needed | 'environment' | 'secrets' | 'store' | 'resources'>> & {
      readonly environment?: E;
      readonly secrets?: X;
      readonly store?: S;
      readonly resources?: R;
    },
): Service & NamesTiers<TierNamesIn<E> | TierNamesIn<X> | TierNamesIn<S> | TierNamesIn<R>> {
  return {
    // Code without types may hand over less than that.
    image: record?.name,
    dockerfile: undefined,
    context: undefined,
    base: RUNTIMES.find(({ word }) => word === record?.test?.runtime)?.base,
    health: { live: '/health/live', ready: '/health/ready' },
    metrics: undefined,
    environment: {},
    secrets: [],
    store: undefined,
    drain: seconds(20),
    resources: {},
    calls: [],
    ...record,
  };
}
