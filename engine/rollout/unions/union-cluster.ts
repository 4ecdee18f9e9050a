import type { Cluster } from '../cluster.ts';
import { sameCluster } from '../same-cluster.ts';
import { applyUnion } from './apply-union.ts';

/** The same cluster, except that what is applied loses the other branches of its unions, in dry runs as well. */
export const withUnions = (cluster: Cluster): Cluster =>
  sameCluster(cluster, {
    apply: (object, options) => applyUnion(cluster, object, options),
  });
