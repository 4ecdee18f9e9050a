import type { Cluster } from '../cluster.ts';
import { applyUnion } from './apply-union.ts';

/** The same cluster, except that what is applied loses the other branches of its unions, in dry runs as well. */
export const withUnions = (cluster: Cluster): Cluster => ({
  get: (reference) => cluster.get(reference),
  list: (selection) => cluster.list(selection),
  watch: (selection, listener, signal) => cluster.watch(selection, listener, signal),
  logs: (query) => cluster.logs(query),
  resourceOf: (apiVersion, kind) => cluster.resourceOf(apiVersion, kind),
  ask: (review) => cluster.ask(review),
  access: () => cluster.access(),
  serverTime: () => cluster.serverTime(),
  apply: (object, options) => applyUnion(cluster, object, options),
  patch: (seen, change, options) => cluster.patch(seen, change, options),
  delete: (seen) => cluster.delete(seen),
});
