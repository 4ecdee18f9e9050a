import type { Cluster } from './cluster.ts';

/** The same cluster, except for what is given. It hands on whatever it is called with: a wrapper that knew one argument fewer made a dry
 *  run a write. */
export const sameCluster = (cluster: Cluster, except: Partial<Cluster>): Cluster => ({
  get: (...given) => cluster.get(...given),
  list: (...given) => cluster.list(...given),
  watch: (...given) => cluster.watch(...given),
  logs: (...given) => cluster.logs(...given),
  resourceOf: (...given) => cluster.resourceOf(...given),
  ask: (...given) => cluster.ask(...given),
  access: (...given) => cluster.access(...given),
  serverTime: (...given) => cluster.serverTime(...given),
  apply: (...given) => cluster.apply(...given),
  patch: (...given) => cluster.patch(...given),
  delete: (...given) => cluster.delete(...given),
  ...except,
});
