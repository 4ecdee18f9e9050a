import { type Seconds, seconds } from './seconds.ts';
import type { Resources } from './tier.ts';

/** How a service's tests run: which runtime, which lock file its packages come from, and the command. */
export type TestSuite =
  | { readonly runtime: 'python'; readonly version: string; readonly requirements: string; readonly command: string }
  | { readonly runtime: 'node'; readonly version: string; readonly command: string };

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
  /** Folder below the delivery's root that holds its code and Dockerfile. */
  readonly path: string;
  /** Name of the image within the registry, and the placeholder that manifests use for it. */
  readonly image: string;
  /** The port it listens on, handed to it as `PORT`. */
  readonly port: number;
  readonly test: TestSuite;
  /** Reference of the base image, resolved to a digest once per build and handed on as `BASE_IMAGE`. */
  readonly base: string;
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

export const python = (suite: {
  readonly requirements: string;
  readonly command: string;
  readonly version?: string;
}): TestSuite => ({
  runtime: 'python',
  version: '3.12',
  ...suite,
});

export const node = (suite: { readonly command: string; readonly version?: string }): TestSuite => ({
  runtime: 'node',
  version: '24',
  ...suite,
});

const BASE = { python: 'docker.io/library/python:3.12-slim', node: 'docker.io/library/node:24-slim' } as const;

type Needed = 'name' | 'path' | 'port' | 'test';

/** The defaults an experienced operator would choose; each can be replaced here. What is wrong with it the delivery says, with all else. */
export function service(record: Pick<Service, Needed> & Partial<Omit<Service, Needed>>): Service {
  return {
    // Code without types may hand over less than that.
    image: record?.name,
    base: BASE[record?.test?.runtime],
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
