import { minutes, seconds } from '../../domain/seconds.ts';
import type { Tier } from '../../domain/tier.ts';
import { alertRule, type Place } from './alert-rule.ts';
import { CLUSTER_ALERTS, SERVICE_ALERTS, TIER_ALERTS } from './alerts/alerts.ts';
import { recordings } from './burn-rate.ts';
import { runbookUrl } from './links.ts';
import type { RuleGroup } from './rule.ts';
import { watchedServices, watchedTier } from './watched.ts';
import type { WatchedService } from './watched-service.ts';

/** How often rules are judged. */
const EVERY = seconds(30);

/** Every rule of one tier, a group for each service and one for the tier itself. */
export function tierRules(tier: Tier, place: Place): readonly RuleGroup[] {
  const { delivery, observability } = place;
  return [
    ...watchedServices(tier, delivery, observability).flatMap((watched) => serviceGroups(watched, place)),
    {
      name: tier.name,
      interval: EVERY,
      rules: TIER_ALERTS.flatMap((alert) => {
        const condition = alert.of(watchedTier(tier, delivery, observability));
        return condition === undefined ? [] : [alertRule(alert, condition, { ...place, tier })];
      }),
    },
  ];
}

const serviceGroups = (watched: WatchedService, place: Place): readonly RuleGroup[] => {
  const { service, tier } = watched;
  return [
    {
      name: `${service.name}-ratios`,
      interval: EVERY,
      rules: recordings(watched).map(({ name, expression }) => ({
        kind: 'record',
        name,
        expression,
        labels: { namespace: tier.namespace, job: service.name },
      })),
    },
    {
      name: service.name,
      interval: EVERY,
      rules: SERVICE_ALERTS.map((alert) =>
        alertRule(alert, alert.of(watched), { ...place, tier, service: service.name }),
      ),
    },
  ];
};

/** What belongs to no tier: nothing, unless the delivery says who keeps certificates. */
export const clusterRules = ({ delivery, observability }: Place): readonly RuleGroup[] =>
  observability.certificates === undefined
    ? []
    : [
        {
          name: 'cluster',
          interval: minutes(5),
          rules: CLUSTER_ALERTS.map((alert) => ({
            kind: 'alert',
            name: alert.name,
            expression: alert.condition.expression,
            lasts: alert.condition.lasts,
            labels: { severity: alert.severity, owner: observability.owner },
            annotations: {
              summary: alert.condition.summary,
              description: alert.runbook.meaning,
              runbook_url: runbookUrl(alert.name, delivery, observability),
            },
          })),
        },
      ];
