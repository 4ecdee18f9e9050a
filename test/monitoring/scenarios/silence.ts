import { LIVE, type Scenario } from '../scenario.ts';
import { surroundings, well } from '../surroundings.ts';
import { traffic } from '../traffic.ts';

const gone = (name: string, metric: string, minutes = 20): Scenario => ({
  name,
  series: [...surroundings(minutes), ...traffic({ minutes, aMinute: () => ({ good: 60 }), without: [metric] }, LIVE)],
  fires: { '9m': [], '11m': ['MetricsAbsent ai-agent-api'], '19m': ['MetricsAbsent ai-agent-api'] },
});

/** The series of users, as the pod tells them. */
const OF_USERS = 'namespace="production", job="ai-agent-api", pod="ai-agent-api-1", route="/agents"';

export const SILENCE: readonly Scenario[] = [
  { name: 'all is well', series: [...surroundings(20), ...well(20)], fires: { '5m': [], '19m': [] } },
  gone('the counter of requests is gone', 'http_requests_total'),
  gone('the histogram is gone', 'http_request_duration_seconds'),
  gone('the counter knows probes alone', `http_requests_total{${OF_USERS}`),
  gone('the histogram knows probes alone', `http_request_duration_seconds_count{${OF_USERS}`),
  ...[
    ['another tier', 'namespace="elsewhere", job="ai-agent-api"'],
    ['another service', 'namespace="production", job="other"'],
  ].map(([whose, labels]) => ({
    name: `a pod of ${whose} does not answer the collector`,
    series: [...surroundings(20), ...well(20), { series: `up{${labels}, pod="other-9"}`, values: '0x40' }],
    fires: { '19m': [] },
  })),
  {
    name: 'a pod does not answer the collector, another one does',
    series: [
      ...surroundings(20),
      ...well(20),
      { series: 'up{namespace="production", job="ai-agent-api", pod="ai-agent-api-2"}', values: '0x40' },
      { series: 'up{namespace="elsewhere", job="ai-agent-api", pod="ai-agent-api-9"}', values: '0x40' },
      { series: 'up{namespace="production", job="other", pod="other-9"}', values: '0x40' },
    ],
    fires: { '9m': [], '11m': ['ScrapeFailing ai-agent-api'] },
  },
];
