import type { Environment, Secrets } from './environment.ts';
import { RUNTIMES, type TestSuite } from './runtime/runtimes.ts';
import type { Stores } from './store.ts';
import type { Resources } from './tier.ts';

/** What a service of every kind says. */
export interface ServiceBase {
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
  readonly test: TestSuite;
  /** Files and folders, below the delivery's root, that its test reads besides its own folder; `[]` for none. Where this is said, a test that passed is
   *  not run again for the same files on the same branch, nor for those that passed on the default branch. Left out, every run tests it. */
  readonly testInputs?: readonly string[];
  /** Reference of the base image, resolved to a digest once per build and handed on as `BASE_IMAGE`; `undefined` where the Dockerfile
   *  takes none. Every other image that it names is pinned anyway. */
  readonly base: string | undefined;
  /** Variables that everybody may read; by tier where tiers differ, with `all` for what they share. */
  readonly environment: Environment;
  /** Variables whose values are in Secrets; a list for all tiers, or lists by tier as in `environment`. */
  readonly secrets: Secrets;
  /** Where its data is, handed to it as `STORE`; `undefined` where Sluice has nothing to do with that. */
  readonly store: Stores | undefined;
  /** Where it needs other resources than the tier gives, by tier name. */
  readonly resources: Readonly<Record<string, Partial<Resources>>>;
  /** Names of services of the same delivery that it calls. */
  readonly calls: readonly string[];
}

/** Fields whose types say which tiers they name. */
type ByTier = 'environment' | 'secrets' | 'store' | 'resources';

/** What one says of a service of one kind; the rest has defaults. */
export type Said<Kind extends ServiceBase, Needed extends keyof Kind, E, X, S, R> = Pick<Kind, Needed> &
  Partial<Omit<Kind, Needed | ByTier | 'kind'>> & {
    readonly environment?: E;
    readonly secrets?: X;
    readonly store?: S;
    readonly resources?: R;
  };

/** The defaults that every kind shares. Code without types may hand over less than a name and a suite. */
export const baseDefaults = (record: Partial<Pick<ServiceBase, 'name' | 'test'>> | undefined) => ({
  image: record?.name as string,
  dockerfile: undefined,
  context: undefined,
  base: RUNTIMES.find(({ word }) => word === record?.test?.runtime)?.base,
  environment: {},
  secrets: [],
  store: undefined,
  resources: {},
  calls: [],
});
