import type { Trap } from './trap.ts';

const OFF = ['nodeExporter', 'kubeControllerManager', 'kubeScheduler', 'kubeProxy', 'kubeEtcd', 'coreDns'].map(
  (part) => `${part}: { enabled: false }`,
);
const SELECTORS = ['rule', 'serviceMonitor', 'podMonitor', 'probe'].map(
  (kind) => `${kind}SelectorNilUsesHelmValues: false`,
);

interface Stack {
  readonly version?: string;
  readonly off?: readonly string[];
  readonly selectors?: readonly string[];
  readonly options?: string;
}

const application = ({
  version = '88.5.3',
  off = OFF,
  selectors = SELECTORS,
  options = 'ServerSideApply=true',
}: Stack): string => `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: monitoring }
spec:
  source:
    chart: kube-prometheus-stack
    targetRevision: ${version}
    helm:
      valuesObject:
        ${off.join('\n        ')}
        prometheusOperator: { kubeletService: { enabled: false } }
        prometheus: { prometheusSpec: { ${selectors.join(', ')} } }
  syncPolicy: { syncOptions: [${options}] }`;

const alert = (expression: string): string => `
apiVersion: monitoring.googleapis.com/v1
kind: Rules
metadata: { name: api }
spec: { groups: [{ name: api, rules: [{ alert: Api, expr: '${expression}' }] }] }`;

const USERS = 'handler!~"/health|/ready|/metrics"';

export const MONITORING_TRAPS: readonly Trap[] = [
  {
    trap: 'T8',
    rule: 'old-monitoring-stack',
    wrong: application({ version: '45.7.1' }),
    right: application({}),
  },
  {
    trap: 'T9',
    rule: 'monitoring-on-autopilot',
    wrong: application({ off: OFF.slice(1) }),
    right: application({}),
  },
  {
    trap: 'T10',
    rule: 'large-definitions',
    wrong: application({ options: 'CreateNamespace=true' }),
    right: application({}),
  },
  {
    trap: 'T11',
    rule: 'rules-without-a-label',
    wrong: application({ selectors: SELECTORS.slice(1) }),
    right: application({}),
  },
  {
    trap: 'T12',
    rule: 'threshold-above-buckets',
    wrong: alert(
      `histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{${USERS}}[5m]))) > 5`,
    ),
    right: alert(
      `histogram_quantile(0.95, sum by (le) (rate(http_request_duration_highr_seconds_bucket{${USERS}}[5m]))) > 5`,
    ),
  },
  {
    trap: 'T13',
    rule: 'disk-of-nodes',
    wrong: alert('1 - node_filesystem_avail_bytes / node_filesystem_size_bytes > 0.85'),
    right: alert('kubelet_volume_stats_used_bytes / kubelet_volume_stats_capacity_bytes > 0.85'),
  },
  {
    trap: 'T14',
    rule: 'memory-of-everything',
    wrong: alert('container_memory_usage_bytes / container_spec_memory_limit_bytes > 0.8'),
    right: alert(
      'container_memory_working_set_bytes{container!=""} / (container_spec_memory_limit_bytes{container!=""} > 0) > 0.8',
    ),
  },
  {
    trap: 'T21',
    rule: 'probes-among-users',
    wrong: alert('sum(rate(http_requests_total{status=~"5.."}[5m])) / sum(rate(http_requests_total[5m])) > 0.05'),
    right: alert(
      `sum(rate(http_requests_total{status=~"5..", ${USERS}}[5m])) / sum(rate(http_requests_total{${USERS}}[5m])) > 0.05`,
    ),
  },
];
