import type { Delivery } from '../../domain/delivery.ts';
import type { GeneratedFile } from '../../domain/generated-file.ts';
import type { Observability } from '../../domain/observability/observability.ts';
import { ageAlertRules } from './age-alert-rules.ts';
import type { TierAlert } from './alert.ts';
import { AGE_ALERTS, CLUSTER_ALERTS, LOG_ALERTS, SERVICE_ALERTS, TIER_ALERTS } from './alerts/alerts.ts';
import { MONITORING } from './emit/prometheus-stack.ts';
import { runbooksFolder } from './links.ts';
import { type PageOf, runbookPage } from './runbook-page.ts';
import { watchedServices, watchedTier, watchedTiers } from './watched.ts';

const SOURCE = 'manifests-src/observability/alerts/alerts.ts';

/** A page for each alert that the delivery can have, and no other. */
export function runbookFiles(delivery: Delivery, observability: Observability): readonly GeneratedFile[] {
  const tier = watchedTiers(delivery, observability).at(-1);
  // Nothing is watched where there is none: no alert can lead to a page.
  if (tier === undefined) return [];
  const [first] = watchedServices(tier, delivery, observability);
  const [any] = delivery.services;
  const example = { namespace: tier.namespace, service: first?.service.name ?? any?.name ?? '' };
  const page = (alert: PageOf, silence: readonly string[]): GeneratedFile => {
    const source = `${SOURCE} > ${alert.name}`;
    return {
      path: `${runbooksFolder(delivery)}/${alert.name}.md`,
      source,
      content: runbookPage(alert, { source, example, silence }),
    };
  };
  return [
    ...[
      ...(first === undefined ? [] : SERVICE_ALERTS),
      ...tierAlerts(delivery, observability),
      ...(observability.certificates === undefined ? [] : CLUSTER_ALERTS),
    ].map((alert) => page(alert, silenceInCluster(alert.name, observability))),
    ...(observability.kind === 'managed-collection' && observability.logs !== undefined
      ? LOG_ALERTS.map((alert) => page(alert, silenceInCloud(alert.name)))
      : []),
    ...(ageAlertRules(delivery).length === 0 ? [] : AGE_ALERTS.map((alert) => page(alert, silenceInCloud(alert.name)))),
  ];
}

/** Those that at least one tier has. */
const tierAlerts = (delivery: Delivery, observability: Observability): readonly TierAlert[] =>
  TIER_ALERTS.filter(({ of }) =>
    watchedTiers(delivery, observability).some((tier) => of(watchedTier(tier, delivery, observability)) !== undefined),
  );

/** The Alertmanager that the alerts go to: Google's, or that of the stack. */
const ALERTMANAGER: Readonly<Record<Observability['kind'], string>> = {
  'managed-collection': '-n gmp-system statefulsets/alertmanager',
  'kube-prometheus-stack': `-n ${MONITORING} services/kube-prometheus-stack-alertmanager`,
};

const silenceInCluster = (alert: string, { kind }: Observability): readonly string[] => [
  `kubectl port-forward ${ALERTMANAGER[kind]} 9093 &`,
  `amtool --alertmanager.url=http://localhost:9093 silence add --duration=2h --comment="why" alertname="${alert}"`,
];

const silenceInCloud = (alert: string): readonly string[] => [
  `policies=$(gcloud alpha monitoring policies list --filter="displayName:${alert}" --format="value(name)" | paste -sd,)`,
  'gcloud monitoring snoozes create --display-name="why" --criteria-policies="$policies" --start-time="$(date -u +%FT%TZ)" --end-time="$(date -u -d +2hours +%FT%TZ)"',
];
