import type { GkeCluster } from '../domain/cluster.ts';
import { clusterKey } from '../domain/waves.ts';

/** What a step says of the cluster that it wants. */
export type ClusterAddress = Pick<GkeCluster, 'location' | 'name'>;

/** Somebody who asks for access to a cluster: who the cloud says it is, and the token that it has for now. */
export interface ClusterUser {
  readonly name: string;
  readonly token: string;
}

/** A cluster of a ground. */
export interface GroundCluster {
  readonly address: ClusterAddress;
  /** A kubeconfig of somebody who may do everything. No job gets it. */
  readonly administrator: string;
  /** A kubeconfig for somebody who may do what the roles of the cluster give to that name, and nothing else. */
  kubeconfig(user: ClusterUser): string | Promise<string>;
}

/** @throws the sentence that refuses a cluster in which no tier runs: on GitHub the step would fail, or reach what is not the
 *  delivery's. */
export function clusterAt(clusters: readonly GroundCluster[], wanted: ClusterAddress): GroundCluster {
  const found = clusters.find(({ address }) => clusterKey(address) === clusterKey(wanted));
  if (found !== undefined) return found;
  throw new Error(
    `No tier of the delivery runs in a cluster "${wanted.name}" at "${wanted.location}"; the rehearsal has ${clusters.map(({ address }) => clusterKey(address)).join(', ')}. Name the cluster in the delivery, and run "sluice synth".`,
  );
}
