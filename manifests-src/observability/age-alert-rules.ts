import type { Delivery } from '../../domain/delivery.ts';
import { judgeOfAges, watchedDatabases } from '../../domain/restore-drill/watched-ages.ts';
import { alertRule } from './alert-rule.ts';
import { AGE_ALERTS } from './alerts/alerts.ts';
import type { AlertRule } from './rule.ts';
import { watchedTier, watchedTiers } from './watched.ts';

/** What Cloud Monitoring judges of the age of backups and drills; nothing where the rules of a cluster do, or nobody. */
export function ageAlertRules(delivery: Delivery): readonly AlertRule[] {
  const { observability } = delivery;
  if (observability === undefined || judgeOfAges(delivery) !== 'policies') return [];
  return watchedTiers(delivery, observability).flatMap((tier) =>
    AGE_ALERTS.flatMap((alert) => {
      const databases = watchedDatabases(delivery, tier);
      const condition = alert.of({ ...watchedTier(tier, delivery, observability), databases });
      return condition === undefined ? [] : [alertRule(alert, condition, { delivery, observability, tier })];
    }),
  );
}
