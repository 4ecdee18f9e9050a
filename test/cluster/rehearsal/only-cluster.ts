import type { GkeCluster } from '../../../domain/cluster.ts';
import type { Delivery } from '../../../domain/delivery.ts';
import { clusterKey } from '../../../domain/waves.ts';
import { deliveryClusters } from '../../../rehearsal/delivery-clusters.ts';

/** The one cluster that a delivery names, which the cluster of `npm run cluster` stands in for.
 *  @throws for a delivery that names several: in one they would overwrite each other. */
export function onlyCluster(delivery: Pick<Delivery, 'cluster' | 'tiers'>): GkeCluster {
  const [first, ...others] = deliveryClusters(delivery).map(({ cluster }) => cluster);
  if (first !== undefined && others.length === 0) return first;
  const names = [first ?? [], ...others].flat().map(clusterKey).join(', ');
  throw new Error(
    `The delivery names ${names}, and the cluster of "npm run cluster" can stand in for one alone. Rehearse it on embedded ones: --cluster embedded.`,
  );
}
