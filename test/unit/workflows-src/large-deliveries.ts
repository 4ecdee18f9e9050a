import type { GkeCluster } from '../../../domain/cluster.ts';
import type { Delivery } from '../../../domain/delivery.ts';
import { type Wave, type Waves, waves } from '../../../domain/waves.ts';
import { platform } from '../../fixtures/platform.ts';
import { numbered } from './sized.ts';

/** Clusters in waves of so many. */
export function clusters(count: number, each: number): Waves {
  const all = Array.from({ length: count }, (_, index): GkeCluster => ({ ...platform.cluster, name: `prod-${index}` }));
  const order = Array.from({ length: Math.ceil(count / each) }, (_, index) =>
    all.slice(index * each, (index + 1) * each),
  );
  return waves(...(order as unknown as [Wave, ...Wave[]]));
}

/** The last tier, otherwise. */
export const lastIn = (delivery: Delivery, change: Partial<Delivery['tiers'][number]>): Delivery => ({
  ...delivery,
  tiers: delivery.tiers.map((tier, index) => (index === delivery.tiers.length - 1 ? { ...tier, ...change } : tier)),
});

const long = (index: number): string => `${'s'.repeat(50)}-${index}`;
/** Services of names that are nearly as long as they may be. */
export const longNames = (services: number): Delivery['services'] =>
  Array.from({ length: services }, (_, index) => ({
    ...numbered(index),
    name: long(index),
    image: long(index),
    path: `services/${long(index)}`,
  }));
