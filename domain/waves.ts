import type { GkeCluster } from './cluster.ts';
import type { Problem } from './problem.ts';

/** Clusters that are rolled out side by side. An empty one does not compile. */
export type Wave = readonly [GkeCluster, ...GkeCluster[]];

/** The clusters of one tier, in the order in which a release reaches them: a wave starts when every cluster of the one before it is
 *  complete, and after a bad one no other starts. */
export interface Waves {
  readonly kind: 'waves';
  readonly order: readonly [Wave, ...Wave[]];
  /** Clusters of one wave that are rolled out at the same time; `undefined` for the whole wave at once. */
  readonly maxParallel: number | undefined;
}
export const waves = (first: Wave, ...others: readonly Wave[]): Waves => ({
  kind: 'waves',
  order: [first, ...others],
  maxParallel: undefined,
});

/** The same waves, at most `count` clusters at a time. With 1 a cluster that fails also spares the rest of its own wave. */
export const atMost = (count: number, each: Waves): Waves => ({ ...each, maxParallel: count });

/** Where a tier runs. One cluster needs no waves. */
export type Targets =
  | { readonly kind: 'one'; readonly cluster: GkeCluster }
  | { readonly kind: 'several'; readonly waves: Waves };

/** @param cluster the delivery's, for a tier that names none */
export function targetsOf(cluster: GkeCluster, named: Waves | undefined): Targets {
  const [first = cluster, ...others] = named?.order.flat() ?? [];
  return named === undefined || others.length === 0
    ? { kind: 'one', cluster: first }
    : { kind: 'several', waves: named };
}

/** All of them, in the order in which a release reaches them. @param cluster the delivery's, for a tier that names none */
export function clustersOf(cluster: GkeCluster, named: Waves | undefined): readonly GkeCluster[] {
  const targets = targetsOf(cluster, named);
  return targets.kind === 'one' ? [targets.cluster] : targets.waves.order.flat();
}

/** What tells a cluster from the others of a tier, in records and groups: two places may have clusters of one name. */
export const clusterKey = ({ location, name }: Pick<GkeCluster, 'location' | 'name'>): string => `${location}/${name}`;

/** GitHub makes at most so many jobs of one matrix.
 *  @see https://docs.github.com/en/actions/reference/limits */
export const MAX_LEGS = 256;

/** Everything that is wrong with the clusters of a tier. Types refuse most of it; this holds for deliveries that are not type-checked.
 *  @param identity the cluster that the delivery logs in by: jobs of all clusters use the same pool */
export function wavesProblems({ order, maxParallel }: Waves, at: string, { identity }: GkeCluster): Problem[] {
  const parallel =
    maxParallel === undefined || (Number.isInteger(maxParallel) && maxParallel >= 1)
      ? []
      : [{ field: `${at}.maxParallel`, value: maxParallel, message: 'Wanted a whole number of clusters, 1 or more.' }];
  const listed: readonly unknown[] = Array.isArray(order) ? order : [];
  const named = listed.flatMap((wave, index) =>
    (Array.isArray(wave) ? (wave as unknown[]) : []).map((cluster, place) => ({
      field: `${at}.order[${index}][${place}]`,
      cluster,
    })),
  );
  return [
    ...(listed.length === 0
      ? [{ field: `${at}.order`, value: order, message: 'Wanted one wave or more; leave `clusters` out otherwise.' }]
      : []),
    ...listed.flatMap((wave, index) => sizeProblems(wave, `${at}.order[${index}]`)),
    ...named.flatMap(({ field, cluster }, index) => {
      if (!isCluster(cluster))
        return [
          { field, value: cluster, message: 'There is no such cluster: declare it by gke({ … }), name the value.' },
        ];
      const key = clusterKey(cluster);
      const first = named.slice(0, index).find((one) => isCluster(one.cluster) && clusterKey(one.cluster) === key);
      return [
        ...(first === undefined
          ? []
          : [{ field, value: key, message: `It is ${first.field} already: a tier names each cluster once.` }]),
        ...(cluster.identity?.variable?.name === identity.variable.name
          ? []
          : [
              {
                field: `${field}.identity`,
                value: cluster.identity?.variable?.name,
                message: `Wanted the pool that the delivery logs in by, ${identity.variable.name}.`,
              },
            ]),
      ];
    }),
    ...parallel,
  ];
}

function sizeProblems(wave: unknown, field: string): Problem[] {
  if (!Array.isArray(wave) || wave.length === 0)
    return [{ field, value: wave, message: 'A wave has one cluster or more: name one, or leave the wave out.' }];
  return wave.length <= MAX_LEGS
    ? []
    : [
        {
          field,
          value: wave.length,
          message: `GitHub runs at most ${MAX_LEGS} jobs of one matrix: make two waves of it.`,
        },
      ];
}

const isCluster = (value: unknown): value is GkeCluster =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  'location' in value &&
  [value.name, value.location].every((text) => typeof text === 'string' && text !== '');
