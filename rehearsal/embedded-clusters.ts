import { join } from 'node:path';
import type { Delivery } from '../domain/delivery.ts';
import { deliveryClusters } from './delivery-clusters.ts';
import { type EmbeddedClusterOptions, startEmbeddedCluster } from './embedded-cluster.ts';
import type { Ground } from './ground.ts';
import { openTierDoors } from './tier-doors.ts';

/** Starts every cluster that a delivery names, side by side, and makes each tier reachable. Whatever was started before a failure is
 *  closed again. */
export async function startEmbeddedClusters(
  options: Omit<EmbeddedClusterOptions, 'delivery'> & { readonly delivery: Delivery },
): Promise<Pick<Ground, 'clusters' | 'urls' | 'operatorUrls' | 'close'>> {
  const { delivery, folder } = options;
  const starts = await Promise.allSettled(
    deliveryClusters(delivery).map(async ({ cluster, tiers }, index) => {
      const own = { delivery: { ...delivery, tiers }, folder: join(folder, String(index + 1)) };
      return { address: cluster, tiers, ...(await startEmbeddedCluster({ ...options, ...own })) };
    }),
  );
  const running = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
  const close = async (): Promise<void> => void (await Promise.all(running.map((cluster) => cluster.close())));
  try {
    for (const start of starts) if (start.status === 'rejected') throw start.reason;
    const doors = await openTierDoors(delivery, running);
    return {
      clusters: running.map(({ address, administrator, kubeconfig }) => ({ address, administrator, kubeconfig })),
      urls: doors.urls,
      operatorUrls: doors.operatorUrls,
      close: async () => void (await Promise.all([close(), doors.close()])),
    };
  } catch (error) {
    await close();
    throw error;
  }
}
