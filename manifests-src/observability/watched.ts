import type { Delivery } from '../../domain/delivery.ts';
import type { Observability } from '../../domain/observability/observability.ts';
import { agePlaces, judgeOfAges, watchedDatabases } from '../../domain/restore-drill/watched-ages.ts';
import { memoryBytes } from '../../domain/rules/quantities.ts';
import type { Tier } from '../../domain/tier.ts';
import { podQuota } from '../bootstrap/tier-bootstrap.ts';
import { resourcesIn } from '../workload/tier-patch.ts';
import type { WatchedService, WatchedTier } from './watched-service.ts';

/** Tiers that are watched, in the delivery's order. */
export const watchedTiers = ({ tiers }: Delivery, observability: Observability): readonly Tier[] =>
  tiers.filter(({ name }) => observability.tiers.includes(name));

export const watchedTier = (tier: Tier, delivery: Delivery, observability: Observability): WatchedTier => ({
  tier,
  observability,
  pods: podQuota(tier, delivery),
  databases: judgeOfAges(delivery) === 'rules' ? watchedDatabases(delivery, tier) : [],
});

/** Services of a tier that tell something. */
export const watchedServices = (
  tier: Tier,
  delivery: Delivery,
  { services: told, bounds }: Observability,
): readonly WatchedService[] =>
  delivery.services
    .filter((service) => service.kind === 'web')
    .flatMap((service) =>
      told
        .filter((signals) => signals.service === service.name)
        .map((signals) => ({
          service,
          tier,
          signals,
          bounds,
          agesAreTold: judgeOfAges(delivery) === 'rules' && agePlaces(delivery).length > 0,
          memoryLimit: memoryBytes(resourcesIn(service, tier).memory),
        })),
    );
