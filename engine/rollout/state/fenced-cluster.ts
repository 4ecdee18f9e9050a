import type { Cluster } from '../cluster.ts';
import { sameCluster } from '../same-cluster.ts';
import type { HeldLease } from './held-lease.ts';

/** The same cluster, except that every write first makes sure that the lock is still ours: a newer run takes over at a write
 *  boundary and is never overwritten. Dry runs write nothing and ask nobody. */
export const fenced = (cluster: Cluster, lease: Pick<HeldLease, 'fence'>): Cluster =>
  sameCluster(cluster, {
    async apply(object, options) {
      if (options?.dryRun !== true) await lease.fence();
      return await cluster.apply(object, options);
    },
    async patch(seen, change, options) {
      if (options?.dryRun !== true) await lease.fence();
      return await cluster.patch(seen, change, options);
    },
    async delete(seen) {
      await lease.fence();
      await cluster.delete(seen);
    },
  });
