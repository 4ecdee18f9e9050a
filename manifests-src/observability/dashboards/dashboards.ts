import type { WatchedService } from '../watched-service.ts';
import { business } from './business.ts';
import { type Dashboard, placed } from './dashboard.ts';
import { serviceLevel } from './service-level.ts';
import { system } from './system.ts';

/** Every dashboard of services in a tier; one without a panel is none. */
export const dashboards = (services: readonly WatchedService[]): readonly Dashboard[] =>
  [serviceLevel(services), system(services), business(services)].filter(({ panels }) => panels.length > 0);

/** Where an alert is shown; the whole of the first one, where no panel shows it. */
export function panelOf(
  alert: string,
  service: string | undefined,
  services: readonly WatchedService[],
): { readonly uid: string; readonly panel: number | undefined } {
  const found = dashboards(services).flatMap((dashboard) =>
    placed(dashboard)
      .filter(({ panel }) => panel.alerts.includes(alert) && panel.service === service)
      .map(({ id }) => ({ uid: dashboard.uid, panel: id })),
  );
  return found[0] ?? { uid: serviceLevel([]).uid, panel: undefined };
}
