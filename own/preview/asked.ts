import type { Delivery } from '../../domain/delivery.ts';
import { recordings } from '../../manifests-src/observability/burn-rate.ts';
import type { Dashboard, Panel } from '../../manifests-src/observability/dashboards/dashboard.ts';
import { dashboards } from '../../manifests-src/observability/dashboards/dashboards.ts';
import type { Expression } from '../../manifests-src/observability/promql/expression.ts';
import { withSeries } from '../../manifests-src/observability/promql/series.ts';
import { watchedServices, watchedTiers } from '../../manifests-src/observability/watched.ts';
import type { WatchedService } from '../../manifests-src/observability/watched-service.ts';

/** Dashboards of the tier that users reach, and of which services. */
export function shownDashboards(delivery: Delivery): {
  readonly services: readonly WatchedService[];
  readonly dashboards: readonly Dashboard[];
} {
  const { observability } = delivery;
  const last = observability === undefined ? undefined : watchedTiers(delivery, observability).at(-1);
  if (observability === undefined || last === undefined) return { services: [], dashboards: [] };
  const services = watchedServices(last, delivery, observability);
  return { services, dashboards: dashboards(services) };
}

/** What a panel asks where nothing is recorded by rules: the same number, from the numbers that it is made of. */
export function askedDirectly(panel: Panel, services: readonly WatchedService[]): readonly Expression[] {
  const watched = services.find(({ service }) => service.name === panel.service);
  const recorded = new Map(
    watched === undefined ? [] : recordings(watched).map(({ name, expression }) => [name, expression]),
  );
  return panel.queries.map(({ expression }) =>
    withSeries(expression, (series) => recorded.get(series.metric) ?? series),
  );
}
