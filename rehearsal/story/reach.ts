import type { Delivery } from '../../domain/delivery.ts';
import { targetsOf } from '../../domain/waves.ts';

/** In how many clusters of a tier a release leaves a record. */
export interface Reach {
  /** Of one that is good everywhere: all of them. */
  readonly good: number;
  /** Of one that is bad everywhere: those of the first wave; where they are taken one at a time, the first one spares the others. */
  readonly bad: number;
}

/** @throws for a tier that the delivery does not have. */
export function reachOf({ cluster, tiers }: Pick<Delivery, 'cluster' | 'tiers'>, name: string): Reach {
  const tier = tiers.find((one) => one.name === name);
  if (tier === undefined) throw new Error(`The delivery has no tier "${name}".`);
  const targets = targetsOf(cluster, tier.clusters);
  if (targets.kind === 'one') return { good: 1, bad: 1 };
  const { order, maxParallel } = targets.waves;
  return { good: order.flat().length, bad: maxParallel === 1 ? 1 : order[0].length };
}
