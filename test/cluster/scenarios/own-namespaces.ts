import { randomBytes } from 'node:crypto';
import { type Delivery, delivery } from '../../../domain/delivery.ts';

/** The same delivery in namespaces that nobody else has: checks run side by side, and one that is deleted takes nothing new. */
export function inOwnNamespaces(of: Delivery): Delivery {
  const suffix = randomBytes(3).toString('hex');
  return delivery({ ...of, tiers: of.tiers.map((tier) => ({ ...tier, namespace: `sluice-${tier.name}-${suffix}` })) });
}
