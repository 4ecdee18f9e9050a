import { innerPath } from './inner-path.ts';
import { RUNTIMES, type TestSuite } from './runtime/runtimes.ts';
import { type Seconds, seconds } from './seconds.ts';
import type { Resources } from './tier.ts';

/** An environment variable whose value an administrator keeps in a Secret of the tier's namespace. */
export interface SecretVariable {
  readonly variable: string;
  readonly secret: string;
  readonly key: string;
}

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
  /** Reference of the base image, resolved to a digest once per build and handed on as `BASE_IMAGE`; `undefined` where the Dockerfile
   *  takes none. Every other image that it names is pinned anyway. */
  readonly base: string | undefined;
  /** Paths of its health checks: `live` fails when only a restart helps, `ready` while it should get no requests. */
  readonly health: { readonly live: string; readonly ready: string };
  /** Path of its Prometheus metrics; `undefined` where it has none. */
  readonly metrics: string | undefined;
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: readonly SecretVariable[];
  /** Longest time it takes to end open requests after SIGTERM. */
  readonly drain: Seconds;
  /** Where it needs other resources than the tier gives, by tier name. */
  readonly resources: Readonly<Record<string, Partial<Resources>>>;
  /** Names of services of the same delivery that it calls. */
  readonly calls: readonly string[];
}

/** The folder that its image is built from. */
export const contextOf = ({ path, context }: Pick<Service, 'path' | 'context'>): string => context ?? path;

/** The file that says how. */
export const dockerfileOf = ({ path, dockerfile }: Pick<Service, 'path' | 'dockerfile'>): string =>
  dockerfile ?? innerPath(path, 'Dockerfile');

type Needed = 'name' | 'path' | 'port' | 'test';

/** The defaults an experienced operator would choose; each can be replaced here. What is wrong with it the delivery says, with all else. */
export function service(record: Pick<Service, Needed> & Partial<Omit<Service, Needed>>): Service {
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
    drain: seconds(20),
    resources: {},
    calls: [],
    ...record,
  };
}
