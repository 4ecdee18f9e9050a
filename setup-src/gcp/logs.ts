import { LOG_ERRORS } from '../../domain/observability/logs.ts';
import { logsQuery, logsUrl } from '../../domain/observability/logs-query.ts';
import { logAlertRules } from '../../manifests-src/observability/log-alert-rules.ts';
import { promql } from '../../manifests-src/observability/promql/text.ts';
import type { AlertRule } from '../../manifests-src/observability/rule.ts';
import type { Place } from './identities.ts';

/** What Cloud Logging keeps of the tiers, what it counts, and what Cloud Monitoring tells of that. */
export interface LogSetup {
  readonly days: number;
  readonly exclusions: readonly LogExclusion[];
  readonly metric: { readonly name: string; readonly description: string; readonly filter: string };
  readonly policies: readonly LogPolicy[];
  /** Resource names of the notification channels. */
  readonly channels: readonly string[];
}

/** Lines that the project drops, after they were counted. */
export interface LogExclusion {
  readonly name: string;
  readonly filter: string;
}

/** One alert on what is counted. */
export interface LogPolicy {
  /** What it is found by: the alert, the service and the tier. */
  readonly name: string;
  readonly alert: string;
  readonly query: string;
  readonly seconds: number;
  readonly severity: PolicySeverity;
  readonly labels: Readonly<Record<string, string>>;
  /** What the message says, in Markdown. */
  readonly text: string;
}

export type PolicySeverity = 'CRITICAL' | 'WARNING';

/** @returns `undefined` for a delivery that says nothing of logs */
export function logSetup({ delivery, pool }: Place): LogSetup | undefined {
  const { cluster, observability, tiers } = delivery;
  if (observability?.kind !== 'managed-collection' || observability.logs === undefined) return undefined;
  const { days, drop, channels } = observability.logs;
  const watched = tiers.filter(({ name }) => observability.tiers.includes(name));
  return {
    days,
    exclusions: tiers.flatMap(({ name, namespace }) => {
      const than = drop[name];
      return than === undefined
        ? []
        : [
            {
              name: `sluice-${namespace}`,
              filter: oneLine(logsQuery({ cluster: cluster.name, namespace, severity: { is: '<', than } })),
            },
          ];
    }),
    metric: {
      name: LOG_ERRORS.name,
      description: 'Lines of errors that containers of watched tiers wrote',
      filter: oneLine(
        logsQuery({
          cluster: cluster.name,
          namespace: watched.map(({ namespace }) => namespace),
          severity: { is: '>=', than: 'ERROR' },
        }),
      ),
    },
    policies: logAlertRules(delivery).map((rule) => policyOf(rule, { delivery, project: pool.project })),
    channels: channels.map((channel) => `projects/${pool.project}/notificationChannels/${channel}`),
  };
}

/** A comparison a line is for people; a flag is one line. */
const oneLine = (query: string): string => query.replaceAll('\n', ' AND ');

function policyOf(
  { name, expression, lasts, labels, annotations }: AlertRule,
  { delivery, project }: { readonly delivery: Place['delivery']; readonly project: string },
): LogPolicy {
  const { tier = '', service = '' } = labels;
  const namespace = delivery.tiers.find((each) => each.name === tier)?.namespace ?? '';
  const of = { cluster: delivery.cluster.name, namespace, container: service, severity: ERRORS };
  return {
    name: `${name} ${service} ${tier}`,
    alert: name,
    query: promql(expression),
    seconds: lasts,
    severity: labels['severity'] === 'critical' ? 'CRITICAL' : 'WARNING',
    labels,
    text: [
      `${annotations['summary']}.`,
      annotations['description'],
      `[Runbook](${annotations['runbook_url']}) · [dashboard](${annotations['dashboard_url']}) · [these lines](${recent(logsUrl(of, project))})`,
    ].join('\n\n'),
  };
}

const ERRORS = { is: '>=', than: 'ERROR' } as const;

/** The last half hour: no variable of a message is the time of the incident.
 *  @see https://docs.cloud.google.com/monitoring/alerts/doc-variables */
const recent = (url: string): string => url.replace(/(?=\?project=|$)/, ';duration=PT30M');
