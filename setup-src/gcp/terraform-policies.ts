import { block, type HclBlock, type HclValue } from '../text/hcl.ts';
import type { AlertPolicy } from './alert-policies.ts';
import type { Api, GcpSetup } from './gcp-setup.ts';

/** The same of alert policies as in the script. */
export const policyBlocks = (
  { project, policies }: GcpSetup,
  label: (name: string) => string,
  enabled: (api: Api) => HclValue,
): readonly HclBlock[] =>
  policies.map((policy) =>
    block(
      'resource',
      ['google_monitoring_alert_policy', label(policy.name.toLowerCase().replaceAll(' ', '-'))],
      {
        project: project.id,
        display_name: policy.name,
        combiner: 'OR',
        severity: policy.severity,
        user_labels: { kind: 'map', entries: policy.labels },
        notification_channels: policy.channels,
        depends_on: enabled('monitoring.googleapis.com'),
      },
      blocksOf(policy),
    ),
  );

const blocksOf = ({ alert, query, seconds, text }: AlertPolicy): readonly HclBlock[] => [
  block('conditions', [], { display_name: alert }, [
    block('condition_prometheus_query_language', [], {
      query,
      duration: `${seconds}s`,
      evaluation_interval: '60s',
      alert_rule: alert,
      disable_metric_validation: true,
    }),
  ]),
  block('documentation', [], { content: text, mime_type: 'text/markdown' }),
];
