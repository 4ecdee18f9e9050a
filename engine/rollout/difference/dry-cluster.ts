import type { Cluster } from '../cluster.ts';
import { sameCluster } from '../same-cluster.ts';

/** The same cluster, in which whoever has it can ask for everything and change nothing: what is applied or patched is a dry run, whatever
 *  was asked for, and nothing is deleted. */
export const dryCluster = (cluster: Cluster): Cluster =>
  sameCluster(cluster, {
    apply: (object, options) => cluster.apply(object, { ...options, dryRun: true }),
    patch: (seen, change) => cluster.patch(seen, change, { dryRun: true }),
    delete: ({ kind, name }) =>
      Promise.reject(new Error(`${kind} "${name}" was to be deleted while nothing may be written.`)),
  });
