import { logsUrl } from '../../domain/observability/logs-query.ts';
import { ageAlertRules } from '../../manifests-src/observability/age-alert-rules.ts';
import { logAlertRules } from '../../manifests-src/observability/log-alert-rules.ts';
import { promql } from '../../manifests-src/observability/promql/text.ts';
import type { AlertRule } from '../../manifests-src/observability/rule.ts';
import type { Place } from './identities.ts';

/** An alert that Cloud Monitoring judges itself: what no rule of a cluster sees. */
export interface AlertPolicy {
  /** What it is found by: the alert, the service where it is of one, and the tier. */
  readonly name: string;
  readonly alert: string;
  readonly query: string;
  readonly seconds: number;
  readonly severity: PolicySeverity;
  readonly labels: Readonly<Record<string, string>>;
  /** What the message says, in Markdown. */
  readonly text: string;
  /** Resource names of the notification channels. */
  readonly channels: readonly string[];
}

export type PolicySeverity = 'CRITICAL' | 'WARNING';

/** Errors in logs, and the age of backups where the Prometheus of a cluster does not see it. */
export function alertPolicies({ delivery, pool: { project } }: Place): readonly AlertPolicy[] {
  const { observability, backup } = delivery;
  const logs = observability?.kind === 'managed-collection' ? observability.logs?.channels : undefined;
  return [
    ...logAlertRules(delivery).map((rule) => ({
      ...policyOf(rule, project, logs ?? []),
      text: textOf(rule, [linkTo('dashboard', rule.annotations['dashboard_url']), linesOf(rule, delivery, project)]),
    })),
    ...ageAlertRules(delivery).map((rule) => ({
      ...policyOf(rule, project, backup?.channels ?? []),
      text: textOf(rule, []),
    })),
  ];
}

const policyOf = (
  { name, expression, lasts, labels }: AlertRule,
  project: string,
  channels: readonly string[],
): Omit<AlertPolicy, 'text'> => ({
  name: [name, labels['service'] ?? [], labels['tier'] ?? []].flat().join(' '),
  alert: name,
  query: promql(expression),
  seconds: lasts,
  severity: labels['severity'] === 'critical' ? 'CRITICAL' : 'WARNING',
  labels,
  channels: channels.map((channel) => `projects/${project}/notificationChannels/${channel}`),
});

/** Cloud Monitoring fills in nothing of what Prometheus does, so that a summary with such a part is left out. */
const textOf = ({ annotations }: AlertRule, links: readonly string[]): string =>
  [
    ...(annotations['summary']?.includes('{{') === true ? [] : [`${annotations['summary']}.`]),
    annotations['description'],
    [linkTo('Runbook', annotations['runbook_url']), ...links].join(' · '),
  ].join('\n\n');

const linkTo = (title: string, url: string | undefined): string => `[${title}](${url})`;

function linesOf({ labels }: AlertRule, { cluster, tiers }: Place['delivery'], project: string): string {
  const { tier = '', service = '' } = labels;
  const namespace = tiers.find(({ name }) => name === tier)?.namespace ?? '';
  const of = { cluster: cluster.name, namespace, container: service, severity: { is: '>=', than: 'ERROR' } } as const;
  return linkTo('these lines', recent(logsUrl(of, project)));
}

/** The last half hour: no variable of a message is the time of the incident.
 *  @see https://docs.cloud.google.com/monitoring/alerts/doc-variables */
const recent = (url: string): string => url.replace(/(?=\?project=|$)/, ';duration=PT30M');
