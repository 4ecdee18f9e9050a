import type { GkeCluster } from '../domain/cluster.ts';
import { clusterKey } from '../domain/waves.ts';

/** What a step says of the cluster that it wants. */
export type ClusterAddress = Pick<GkeCluster, 'location' | 'name'>;

/** A cluster of a ground, and what a job gets that asks for access to it. */
export interface GroundCluster {
  readonly address: ClusterAddress;
  readonly kubeconfig: string;
}

/** @throws the sentence that refuses a cluster in which no tier runs: on GitHub the step would fail, or reach what is not the
 *  delivery's. */
export function kubeconfigOf(clusters: readonly GroundCluster[], wanted: ClusterAddress): string {
  const found = clusters.find(({ address }) => clusterKey(address) === clusterKey(wanted));
  if (found !== undefined) return found.kubeconfig;
  throw new Error(
    `No tier of the delivery runs in a cluster "${wanted.name}" at "${wanted.location}"; the rehearsal has ${clusters.map(({ address }) => clusterKey(address)).join(', ')}. Name the cluster in the delivery, and run "npm run synth".`,
  );
}
