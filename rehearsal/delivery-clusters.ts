import type { GkeCluster } from '../domain/cluster.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Tier } from '../domain/tier.ts';
import { clusterKey, clustersOf } from '../domain/waves.ts';

/** A cluster that a delivery names, and what is in it. */
export interface DeliveryCluster {
  readonly cluster: GkeCluster;
  /** One or more, in the order of promotion. */
  readonly tiers: readonly Tier[];
}

/** Each cluster of a delivery once. The delivery's own is among them only where a tier runs in it: no job asks for it otherwise. */
export function deliveryClusters(delivery: Pick<Delivery, 'cluster' | 'tiers'>): readonly DeliveryCluster[] {
  const found = new Map<string, { readonly cluster: GkeCluster; readonly tiers: Tier[] }>();
  for (const tier of delivery.tiers) {
    for (const cluster of clustersOf(delivery.cluster, tier.clusters)) {
      const key = clusterKey(cluster);
      const known = found.get(key) ?? { cluster, tiers: [] };
      known.tiers.push(tier);
      found.set(key, known);
    }
  }
  return [...found.values()];
}
