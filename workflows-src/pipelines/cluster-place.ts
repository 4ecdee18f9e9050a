import type { GkeCluster } from '../../domain/cluster.ts';
import { clusterKey } from '../../domain/waves.ts';
import { type Concurrency, tierGroup } from '../language/concurrency.ts';
import { type LegsMatrix, matrix } from '../language/matrix.ts';
import { template, text, type Value } from '../language/template.ts';

/** The cluster that a job writes to: a known one, or that of its leg. */
export interface ClusterPlace {
  readonly name: Value<'matrix'>;
  readonly location: Value<'matrix'>;
  /** What tells it from the others of the tier; `undefined` where it is the only one. */
  readonly key: Value<'matrix'> | undefined;
}

/** The only cluster of a tier. */
export const onlyPlace = ({ name, location }: GkeCluster): ClusterPlace => ({ name, location, key: undefined });

/** A matrix of clusters. Legs under way are never cut off: only where there is one at a time does a failed one cancel the rest. */
export const clusterMatrix = (
  clusters: readonly GkeCluster[],
  maxParallel: number | undefined,
): LegsMatrix<'cluster' | 'location'> =>
  matrix(['cluster', 'location'], {
    legs: clusters.map(({ name, location }) => ({ cluster: name, location })),
    maxParallel,
    failFast: maxParallel === 1,
  });

/** The cluster of a leg. */
export const legPlace = ({ values: { cluster, location } }: LegsMatrix<'cluster' | 'location'>): ClusterPlace => ({
  name: cluster,
  location,
  key: text`${location}/${cluster}`,
});

/** A known cluster of a tier that has several. */
export const onePlace = (cluster: GkeCluster): ClusterPlace => ({ ...onlyPlace(cluster), key: clusterKey(cluster) });

/** Clusters of a tier are written side by side, each in its own queue. */
export const legGroup = (
  tier: string,
  service: string,
  { values: { cluster, location } }: LegsMatrix<'cluster' | 'location'>,
): Concurrency<'job concurrency'> => ({
  ...tierGroup(tier, service),
  group: template([`deploy/${tier}/${service}/`, location, '/', cluster]),
});

/** The queue of a known one. */
export const clusterGroup = (tier: string, service: string, cluster: GkeCluster): Concurrency<'job concurrency'> => ({
  ...tierGroup(tier, service),
  group: `deploy/${tier}/${service}/${clusterKey(cluster)}`,
});

/** Keys of clusters, one a line. */
export const clusterLines = (clusters: readonly GkeCluster[]): string => clusters.map(clusterKey).join('\n');
