import type { Delivery } from '../../domain/delivery.ts';
import { alertRule } from './alert-rule.ts';
import { LOG_ALERTS } from './alerts/alerts.ts';
import type { AlertRule } from './rule.ts';
import { watchedServices, watchedTiers } from './watched.ts';

/** What Cloud Monitoring judges of the logs of each service that is watched; nothing for a delivery that says nothing of logs. */
export function logAlertRules(delivery: Delivery): readonly AlertRule[] {
  const { observability } = delivery;
  if (observability?.kind !== 'managed-collection' || observability.logs === undefined) return [];
  const { errors } = observability.logs;
  return watchedTiers(delivery, observability).flatMap((tier) =>
    watchedServices(tier, delivery, observability).flatMap((watched) =>
      LOG_ALERTS.map((alert) =>
        alertRule(alert, alert.of(watched, errors), { delivery, observability, tier, service: watched.service.name }),
      ),
    ),
  );
}
