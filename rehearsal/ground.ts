import type { Delivery } from '../domain/delivery.ts';
import type { Durations, TierUrls } from './administrator.ts';
import type { Collector } from './alerts/collection.ts';
import type { Target } from './alerts/scrape.ts';
import type { ImageBuilder } from './builder/image-builder.ts';
import type { PythonEnvironments } from './builder/python-environments.ts';
import type { ToldEdge } from './cloud/told-edges.ts';
import type { EdgeDoors } from './edge/open-edges.ts';
import type { Enclosures } from './enclosure/enclosure.ts';
import type { GroundCluster } from './ground-cluster.ts';
import type { Network } from './network/network.ts';
import type { LocalRegistry } from './stand-ins/world.ts';
import type { NotRehearsed } from './workflow/problems.ts';

/** What a rehearsal stands on: registries under the names that generated files say, something that builds images, and clusters
 *  that pull and run them. */
export interface Ground {
  /** The cloud project whose repositories images are pushed to. */
  readonly project: string;
  /** By host name, as jobs log in to them and push. */
  readonly registries: ReadonlyMap<string, LocalRegistry>;
  readonly builder: ImageBuilder;
  /** One for each cluster that a tier of the delivery runs in. */
  readonly clusters: readonly GroundCluster[];
  /** Where the services of each tier answer. A tier has one address, however many clusters it runs in, as it has one host and one
   *  verification (docs/waves.md): each connection goes to a ready endpoint of the next cluster, as behind a global load balancer.
   *  While a wave is under way old and new answer side by side. */
  readonly urls: TierUrls;
  /** The same for what is told to operators: metrics and the version. Where a service has no port of its own for it, or the ground none, its `urls`. */
  readonly operatorUrls: TierUrls;
  /** Edges of tiers, where they have one and the ground carries requests through it. */
  readonly edges: EdgeDoors;
  /** The pods of a tier whose numbers a collector asks for, as they are now; left out where the ground tells nobody. */
  readonly targets?: (tier: string, collector: Collector) => readonly Target[];
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
  /** Environments of locked Python packages. */
  readonly pythons: PythonEnvironments;
  /** How processes of containers are enclosed, where containers are processes of this machine. */
  readonly enclosures: Enclosures;
  /** What an administrator applies once for a tier in each of its clusters, as YAML texts by the name of the tier. */
  readonly bootstrap: ReadonlyMap<string, string>;
  /** What the cloud is told of the edges of tiers. */
  readonly edges: readonly ToldEdge[];
  readonly log: (sentence: string) => void;
  /** Ends the rehearsal: somebody wanted what is not rehearsed, where no answer would be true. */
  readonly refuse: (error: NotRehearsed) => void;
}

/** One kind of ground. */
export interface GroundKind {
  /** What it is not; shown where a rehearsal begins. */
  readonly limits: readonly string[];
  /** How long things last on it. */
  readonly durations: Durations;
  /** @throws where it cannot be what the delivery needs, before it changes anything. */
  start(needs: GroundNeeds): Promise<Ground>;
}
