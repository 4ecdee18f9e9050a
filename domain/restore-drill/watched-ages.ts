import type { Delivery } from '../delivery.ts';
import type { Tier } from '../tier.ts';
import { clustersOf } from '../waves.ts';
import { drilledDatabases } from './drilled.ts';
import type { GaugePlace } from './gauge.ts';

/** Who judges how old backups and drills are: the rules of the cluster, where Google collects; alert policies of Cloud Monitoring beside a
 *  Prometheus of one's own, to which a scheduled run on GitHub can tell nothing (docs/decisions/0069); nobody, where no channel is said. */
export function judgeOfAges({
  observability,
  backup,
}: Pick<Delivery, 'observability' | 'backup'>): 'rules' | 'policies' | 'nobody' {
  if (observability?.kind === 'managed-collection') return 'rules';
  return observability !== undefined && backup?.channels !== undefined ? 'policies' : 'nobody';
}

/** Databases of a tier whose ages are watched; none where the tier is not. */
export const watchedDatabases = (delivery: Delivery, tier: Pick<Tier, 'name'>): readonly string[] =>
  judgeOfAges(delivery) !== 'nobody' && delivery.observability?.tiers.includes(tier.name) === true
    ? drilledDatabases(delivery).flatMap(({ id, tier: of }) => (of.name === tier.name ? [id] : []))
    : [];

/** Where they are: rules see the metrics of their own namespace and cluster alone, so each cluster of a tier has its own. */
export const agePlaces = (delivery: Delivery): readonly (GaugePlace & { readonly database: string })[] =>
  delivery.tiers.flatMap((tier) =>
    watchedDatabases(delivery, tier).flatMap((database) =>
      clustersOf(delivery.cluster, tier.clusters).map(({ name, location }) => ({
        ...{ database, location },
        cluster: name,
        namespace: tier.namespace,
      })),
    ),
  );
