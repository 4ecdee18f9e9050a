import type { Delivery } from '../domain/delivery.ts';
import type { Durations, TierUrls } from './administrator.ts';
import type { ImageBuilder } from './builder/image-builder.ts';
import type { Network } from './network/network.ts';
import type { LocalRegistry } from './stand-ins/world.ts';

/** What a rehearsal stands on: registries under the names that generated files say, something that builds images, and a cluster that
 *  pulls and runs them. */
export interface Ground {
  /** The cloud project whose repositories images are pushed to. */
  readonly project: string;
  /** By host name, as jobs log in to them and push. */
  readonly registries: ReadonlyMap<string, LocalRegistry>;
  readonly builder: ImageBuilder;
  /** What a job gets that asks for access to the cluster. */
  readonly kubeconfig: string;
  /** Where the services of each tier answer. */
  readonly urls: TierUrls;
  /** Kills whatever runs and ends everything. */
  close(): Promise<void>;
}

/** What a ground is made of. */
export interface GroundNeeds {
  readonly delivery: Delivery;
  /** Serves the registries' host names. */
  readonly network: Network;
  /** For files that are needed while the rehearsal runs. */
  readonly folder: string;
  /** Kept between rehearsals. */
  readonly cache: string;
  /** What an administrator applies once, as YAML texts. */
  readonly bootstrap: readonly string[];
  readonly log: (sentence: string) => void;
}

/** One kind of ground. */
export interface GroundKind {
  /** What it is not; shown where a rehearsal begins. */
  readonly limits: readonly string[];
  /** How long things last on it. */
  readonly durations: Durations;
  start(needs: GroundNeeds): Promise<Ground>;
}
