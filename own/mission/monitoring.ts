import type { MadeLine, MissionPart } from './mission-line.ts';

const SCENARIOS = {
  file: 'test/unit/manifests-src/observability/alerts.slow.test.ts',
  title: 'and each has a scenario in which it fires',
} as const;

const alertLine = (
  demo: string,
  line: { readonly id: string; readonly asks: string; readonly source: string },
): MadeLine => ({
  ...{ id: line.id, asks: line.asks, standing: 'made' },
  instead:
    'Rewritten so that it can fire and stays silent without a cause: Prometheus itself judges scenarios of both.',
  files: [`${demo}/k8s/observability/production.yaml`],
  sources: [line.source],
  tests: [SCENARIOS],
});

export const monitoringPart = (demo: string): MissionPart => ({
  title: '3. Monitoring and logging',
  lines: [
    {
      id: 'what-is-measured',
      asks: 'User behaviour, statistics of agents, bottlenecks, and seeing a failure before it comes',
      standing: 'made',
      instead: 'Each service promises its metrics in a file, and tests compare both ways.',
      files: [`${demo}/websocket-server/metrics.contract`, `${demo}/dashboard/metrics.contract`],
      sources: ['domain/metrics.ts > Metrics'],
      tests: [
        {
          file: `${demo}/websocket-server/tests/test_metrics_contract.py`,
          title: 'test_everything_is_there_from_the_start_and_is_what_was_promised',
        },
        {
          file: `${demo}/websocket-server/tests/test_activity.py`,
          title: 'test_a_user_is_counted_once_over_pods_and_restarts',
        },
      ],
    },
    {
      id: 'prometheus-stack',
      asks: 'An Argo CD Application installs kube-prometheus-stack into the namespace `monitoring`',
      standing: 'made',
      instead:
        "Google's collectors are the demo's choice: nothing is installed. `kubePrometheusStack({ … })` writes the Application, right for Autopilot.",
      files: [`${demo}/k8s/observability/kustomization.yaml`],
      sources: ['manifests-src/observability/emit/prometheus-stack.ts > prometheusStack'],
      tests: [
        {
          file: 'test/unit/manifests-src/observability/observability-files.test.ts',
          title: 'has the same rules by either collector',
        },
      ],
    },
    {
      id: 'business-dashboard',
      asks: 'Business dashboard: daily and monthly active users, agents created and executed, session length, error and success rate',
      standing: 'made',
      files: [`${demo}/k8s/observability/grafana/sluice-business.json`, 'docs/dashboards.html'],
      sources: ['manifests-src/observability/dashboards/business.ts > business'],
      tests: [
        {
          file: 'test/unit/manifests-src/observability/dashboards.test.ts',
          title: 'have what the business asks for: users by day and month, agents, sessions, success',
        },
      ],
    },
    {
      id: 'system-dashboard',
      asks: 'System dashboard: pod CPU and memory, response time P50/P95/P99, WebSocket connections, Firestore query performance',
      standing: 'made',
      files: [`${demo}/k8s/observability/grafana/sluice-system.json`, 'docs/dashboards.html'],
      sources: ['manifests-src/observability/dashboards/system.ts > system'],
      tests: [
        {
          file: 'test/unit/manifests-src/observability/dashboards.test.ts',
          title: 'and rules ask for nothing that nobody measures',
        },
      ],
    },
    alertLine(demo, {
      ...{ id: 'alert-latency', asks: 'Alert: API response time > 5 s' },
      source: 'manifests-src/observability/alerts/slow-requests.ts > slowRequests',
    }),
    alertLine(demo, {
      ...{ id: 'alert-errors', asks: 'Alert: error rate > 5 %' },
      source: 'manifests-src/observability/alerts/high-error-rate.ts > highErrorRate',
    }),
    alertLine(demo, {
      ...{ id: 'alert-memory', asks: 'Alert: pod memory > 80 %' },
      source: 'manifests-src/observability/alerts/memory-near-limit.ts > memoryNearLimit',
    }),
    alertLine(demo, {
      ...{ id: 'alert-disk', asks: 'Alert: disk > 85 %' },
      source: 'manifests-src/observability/alerts/disk-near-full.ts > diskNearFull',
    }),
  ],
});
