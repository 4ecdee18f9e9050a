import { AGES, MINUTES, SHAPES } from './load.ts';

/** Values by what a line is called, or one for each line. */
export type Expected = number | Readonly<Record<string, number>>;

const now = (metric: string, labels: Readonly<Record<string, string>> = {}): number =>
  SHAPES[metric]?.(labels, MINUTES) ?? Number.NaN;

const AN_HOUR = 3600;
/** Of the failures of a service that is well. */
const FAILING = 0.001;

const requestsOf = (routes: readonly string[]): number =>
  routes.reduce((sum, route) => sum + now('http_request_duration_seconds', { route }), 0);
const failuresOf = (routes: readonly string[]): Expected =>
  Object.fromEntries(routes.map((route) => [route, FAILING * now('http_request_duration_seconds', { route })]));

const API = ['/agents', '/agents/{agent_id}', '/agents/{agent_id}/executions', '/me', 'unmatched'];
const DASHBOARD = ['/', '/agents/{agent_id}', '/session', '/events', 'unmatched'];

/** By the buckets that the script fills: a quantile lies on the line through the bucket that it falls into. */
const ANSWERED: Expected = { P50: (0.5 / 0.6) * 0.05, P95: 0.25 + 0.25 * 0.5, P99: 0.25 + 0.25 * 0.9 };
const MEMORY = 2 ** 20;

/** Of one service: what each of its panels must show at the end, told from the script alone. */
const ofService = (service: string, routes: readonly string[], limit: number): Readonly<Record<string, Expected>> => ({
  [`${service}: requests`]: requestsOf(routes),
  [`${service}: failed requests`]: failuresOf(routes),
  [`${service}: error rate`]: FAILING,
  [`${service}: slower than 5 s`]: 0,
  // Of an objective of 99.5 %, in the windows that lie in the even hour.
  [`${service}: error budget`]: { '5m': FAILING / 0.005, '30m': FAILING / 0.005 },
  [`${service}: pods that tell their numbers`]: 2,
  [`${service}: CPU`]: { [`${service}-58c7d-1`]: 0.2, [`${service}-58c7d-2`]: 0.2 },
  [`${service}: memory`]: Object.fromEntries(
    [1, 2].map((pod) => [`${service}-58c7d-${pod}`, limit * MEMORY * (0.35 + 0.02 * pod + 0.0005 * (MINUTES - 324))]),
  ),
  [`${service}: time to answer`]: ANSWERED,
});

/** What the panels of the demo must show at the end of the script, by their titles. */
export const EXPECTED: Readonly<Record<string, Expected>> = {
  ...ofService('ai-agent-api', API, 512),
  ...ofService('dashboard', DASHBOARD, 128),
  'ai-agent-api: Open WebSocket sessions': now('websocket_connections_active'),
  'ai-agent-api: Time of an operation of the store': { P50: (0.5 / 0.9) * 0.05, P95: 0.05 + 0.2 * 0.5 },
  'ai-agent-api: Operations of the store that failed or took too long': 0,
  'dashboard: Open streams of events to browsers': now('event_streams_active'),
  Volumes: 0.4 + 0.0002 * MINUTES,
  Pods: 4,
  'Age of backups': {
    'agents-production: backup': 60 * (AGES.backup + MINUTES),
    'agents-production: restore': 60 * (AGES.drill + MINUTES),
  },
  'ai-agent-api: Users within the last days, counted in the store': {
    '1d': now('active_users', { window: '1d' }),
    '30d': now('active_users', { window: '30d' }),
  },
  'ai-agent-api: Agents created': AN_HOUR * now('agents_created_total'),
  'ai-agent-api: Executions of agents': {
    success: AN_HOUR * now('agent_executions_total', { outcome: 'success' }),
    error: AN_HOUR * now('agent_executions_total', { outcome: 'error' }),
  },
  'ai-agent-api: Length of a WebSocket session': { P50: 60 + 240 * (0.06 / 0.17), P95: 7200 },
  'ai-agent-api: success and errors': { succeeded: 1 - FAILING, failed: FAILING },
};
