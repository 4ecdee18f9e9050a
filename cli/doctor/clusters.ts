import type { GkeCluster } from '../../domain/cluster.ts';
import type { Tier } from '../../domain/tier.ts';
import { clustersOf } from '../../domain/waves.ts';
import type { Wanted } from './rule.ts';

/** Contexts of a kubeconfig by the names that `gcloud container clusters get-credentials` gives them: whichever is the current one, no
 *  other cluster is looked at. */
export const contextsOf = ({ delivery, gcp }: Wanted, { clusters }: Tier): readonly string[] =>
  clustersOf(delivery.cluster, clusters).map((cluster) => contextOf(gcp.project.id, cluster));

const contextOf = (project: string, { location, name }: GkeCluster): string => `gke_${project}_${location}_${name}`;
