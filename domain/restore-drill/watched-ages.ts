import type { Delivery } from '../delivery.ts';
import type { Tier } from '../tier.ts';
import { targetsOf } from '../waves.ts';
import { drilledDatabases } from './drilled.ts';
import type { GaugePlace } from './gauge.ts';

/** Whether somebody watches how old backups and drills are: Cloud Monitoring does, where Google collects. A Prometheus of one's own has
 *  nothing that a scheduled run on GitHub could tell it (docs/decisions/0069). */
export const agesAreWatched = ({ observability }: Pick<Delivery, 'observability'>): boolean =>
  observability?.kind === 'managed-collection';

/** Databases of a tier whose ages are watched; none where the tier is not. */
export const watchedDatabases = (delivery: Delivery, tier: Pick<Tier, 'name'>): readonly string[] =>
  agesAreWatched(delivery) && delivery.observability?.tiers.includes(tier.name) === true
    ? drilledDatabases(delivery).flatMap(({ id, tier: of }) => (of.name === tier.name ? [id] : []))
    : [];

/** Where they are: rules see the metrics of their own namespace and cluster alone, so each cluster of a tier has its own. */
export const agePlaces = (delivery: Delivery): readonly (GaugePlace & { readonly database: string })[] =>
  delivery.tiers.flatMap((tier) => {
    const targets = targetsOf(delivery.cluster, tier.clusters);
    const clusters = targets.kind === 'one' ? [targets.cluster] : targets.waves.order.flat();
    return watchedDatabases(delivery, tier).flatMap((database) =>
      clusters.map(({ name, location }) => ({ database, location, cluster: name, namespace: tier.namespace })),
    );
  });
