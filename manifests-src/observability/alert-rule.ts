import type { Delivery } from '../../domain/delivery.ts';
import type { Observability } from '../../domain/observability/observability.ts';
import type { Tier } from '../../domain/tier.ts';
import type { Condition, LogAlert, ServiceAlert, Severity, TierAlert } from './alert.ts';
import { panelOf } from './dashboards/dashboards.ts';
import { dashboardUrl, firedLogsUrl, runbookUrl } from './links.ts';
import type { AlertRule } from './rule.ts';
import { watchedServices } from './watched.ts';

export interface Place {
  readonly delivery: Delivery;
  readonly observability: Observability;
}

interface About extends Place {
  readonly tier: Tier;
  readonly service?: string;
}

/** An alert of one tier, as it is told. */
export function alertRule(
  { name, severity, runbook }: ServiceAlert | TierAlert | LogAlert,
  condition: Condition,
  about: About,
): AlertRule {
  const { delivery, observability, tier, service } = about;
  const { uid, panel } = panelOf(name, service, watchedServices(tier, delivery, observability));
  return {
    kind: 'alert',
    name,
    expression: condition.expression,
    lasts: condition.lasts,
    labels: {
      severity: severityIn(tier, severity, delivery),
      owner: observability.owner,
      tier: tier.name,
      ...(service === undefined ? {} : { service }),
    },
    annotations: {
      summary: condition.summary,
      description: `${runbook.meaning} ${runbook.impact}`,
      runbook_url: runbookUrl(name, delivery, observability),
      dashboard_url: dashboardUrl(observability, { uid, panel, namespace: tier.namespace }),
      logs_url: firedLogsUrl({ delivery, tier, service, pod: condition.pod === true }),
    },
  };
}

/** Only where users are somebody is woken: in the tier that nobody comes after. */
const severityIn = ({ name }: Tier, severity: Severity, { tiers }: Delivery): Severity =>
  severity === 'critical' && tiers.some(({ after }) => after === name) ? 'warning' : severity;
