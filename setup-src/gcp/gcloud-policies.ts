import type { Section } from '../text/section.ts';
import { word } from '../text/shell.ts';
import type { AlertPolicy } from './alert-policies.ts';
import type { GcpSetup } from './gcp-setup.ts';

/** What a setup asks of `gcloud` for alerts that Cloud Monitoring judges itself. */
export const policySections = ({ policies }: GcpSetup): readonly Section[] =>
  policies.length === 0
    ? []
    : [
        {
          title: 'Alerts that no cluster judges: on logs, and on the age of backups',
          lines: policies.map(
            (policy) => `alert_policy ${word(policy.name)} ${word(JSON.stringify(policyJson(policy)))}`,
          ),
        },
      ];

/** A policy as Cloud Monitoring takes it. Its metric need not exist before the first error.
 *  @see https://docs.cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.alertPolicies */
const policyJson = ({ name, alert, query, seconds, severity, labels, text, channels }: AlertPolicy): object => ({
  displayName: name,
  combiner: 'OR',
  severity,
  userLabels: labels,
  conditions: [
    {
      displayName: alert,
      conditionPrometheusQueryLanguage: {
        query,
        duration: `${seconds}s`,
        evaluationInterval: '60s',
        alertRule: alert,
        disableMetricValidation: true,
      },
    },
  ],
  documentation: { content: text, mimeType: 'text/markdown' },
  notificationChannels: channels,
});

export const policyFunctions = ({ policies }: GcpSetup): string =>
  policies.length === 0
    ? ''
    : `
# alert_policy NAME POLICY
alert_policy() {
  local found
  found=$(gcloud alpha monitoring policies list --project="$project" --filter="displayName=\\"$1\\"" --format='value(name)')
  if [ -z "$found" ]; then
    gcloud alpha monitoring policies create --policy="$2" --project="$project"
  elif [ "$(wc -l <<<"$found")" = 1 ]; then
    gcloud alpha monitoring policies update "$found" --policy="$2" --project="$project" >/dev/null
  else
    complain "There is more than one policy $1: $(paste -sd' ' <<<"$found"). Remove all but one, and run this again."
  fi
}
`;
