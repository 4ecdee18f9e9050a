import { join } from 'node:path';
import type { Delivery } from '../domain/delivery.ts';
import { deliveryClusters } from './delivery-clusters.ts';
import { type EdgeGround, openEdges } from './edge/open-edges.ts';
import { type EmbeddedClusterOptions, startEmbeddedCluster } from './embedded-cluster.ts';
import type { Ground } from './ground.ts';
import { openTierDoors } from './tier-doors.ts';

/** What of a ground is made of its clusters. */
type Embedded = 'clusters' | 'urls' | 'operatorUrls' | 'edges' | 'targets' | 'close';

/** Starts every cluster that a delivery names, side by side, and makes each tier reachable, through its edge where it has one. Whatever was started before a failure is
 *  closed again. */
export async function startEmbeddedClusters(
  options: Omit<EmbeddedClusterOptions, 'delivery'> & { readonly delivery: Delivery },
  outside: Pick<EdgeGround, 'network' | 'told'>,
): Promise<Pick<Ground, Embedded>> {
  const { delivery, folder } = options;
  const starts = await Promise.allSettled(
    deliveryClusters(delivery).map(async ({ cluster, tiers }, index) => {
      const own = { delivery: { ...delivery, tiers }, folder: join(folder, String(index + 1)) };
      return { address: cluster, tiers, ...(await startEmbeddedCluster({ ...options, ...own })) };
    }),
  );
  const running = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
  const ending = running.map((cluster) => () => cluster.close());
  const close = async (): Promise<void> => void (await Promise.all(ending.map((end) => end())));
  try {
    for (const start of starts) if (start.status === 'rejected') throw start.reason;
    const edges = await openEdges(delivery, { clusters: running, ...outside });
    ending.push(() => edges.close());
    const doors = await openTierDoors(delivery, running);
    ending.push(() => doors.close());
    return {
      clusters: running.map(({ address, administrator, kubeconfig }) => ({ address, administrator, kubeconfig })),
      urls: doors.urls,
      operatorUrls: doors.operatorUrls,
      edges: edges.doors,
      targets: (tier, collector) =>
        running
          .filter(({ tiers }) => tiers.some(({ name }) => name === tier))
          .flatMap((cluster) => cluster.collected(collector)),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
