import type { MissionPart } from './mission-line.ts';

const NO_ALERTS = 'Metrics are there, and no rule is generated from them.';
const NO_DASHBOARD = 'Metrics are there, and no dashboard is generated from them.';

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
      standing: 'open',
      lacks: 'Nothing collects the metrics yet: it is the administrator who installs what does.',
    },
    {
      id: 'business-dashboard',
      asks: 'Business dashboard: daily and monthly active users, agents created and executed, session length, error and success rate',
      standing: 'open',
      lacks: NO_DASHBOARD,
    },
    {
      id: 'system-dashboard',
      asks: 'System dashboard: pod CPU and memory, response time P50/P95/P99, WebSocket connections, Firestore query performance',
      standing: 'open',
      lacks: NO_DASHBOARD,
    },
    { id: 'alert-latency', asks: 'Alert: API response time > 5 s', standing: 'open', lacks: NO_ALERTS },
    { id: 'alert-errors', asks: 'Alert: error rate > 5 %', standing: 'open', lacks: NO_ALERTS },
    { id: 'alert-memory', asks: 'Alert: pod memory > 80 %', standing: 'open', lacks: NO_ALERTS },
    { id: 'alert-disk', asks: 'Alert: disk > 85 %', standing: 'open', lacks: NO_ALERTS },
  ],
});
