import type { ContractMetric, HistogramMetric } from '../../../domain/observability/metrics-contract.ts';

/** A scripted day: how often things happen and how large they are, at a minute. Every shape is a function of the minute alone, so that what a
 *  panel must show can be told beforehand. */
export type Shape = (labels: Readonly<Record<string, string>>, minute: number) => number;

/** Six hours are shown, after one that fills the first windows. */
export const MINUTES = 7 * 60;
/** A release that some of its users fail with; it is rolled back when it has been seen. */
const [RELEASED, ROLLED_BACK] = [5 * 60, 5 * 60 + 24];
/** The last hour is even. */
const EVEN = 6 * 60;

export const isBad = (minute: number): boolean => minute >= RELEASED && minute < ROLLED_BACK;

/** Users come and go, and in the last hour as many as come go. */
const tide = (minute: number): number => 1 + 0.4 * Math.sin((Math.min(minute, EVEN) / MINUTES) * 2 * Math.PI);

const ROUTES: Readonly<Record<string, number>> = {
  '/agents': 2,
  '/agents/{agent_id}': 1,
  '/agents/{agent_id}/executions': 4,
  '/me': 1,
  '/': 1.5,
  '/session': 0.1,
  '/events': 0.2,
  unmatched: 0.05,
};

const ofStatus = (status: string | undefined, minute: number): number => {
  const failed = isBad(minute) ? 0.08 : 0.001;
  if (status === '5xx') return failed;
  return status === '4xx' ? 0.02 : status === '3xx' ? 0 : 0.98 - failed;
};

const OPERATIONS: Readonly<Record<string, number>> = { get_agent: 4, add_execution: 4, list_agents: 2, saw_user: 8 };

/** Minutes since the newest backup and since a good drill, when the script begins. */
export const AGES = { backup: 3 * 60, drill: 18 * 60 } as const;

/** Rates by the second of counters, and of what histograms count; values of gauges. */
export const SHAPES: Readonly<Record<string, Shape>> = {
  http_requests_total: ({ route = '', status }, minute) =>
    tide(minute) * (ROUTES[route] ?? 0) * ofStatus(status, minute),
  http_request_duration_seconds: ({ route = '' }, minute) => tide(minute) * (ROUTES[route] ?? 0),
  agents_created_total: (_labels, minute) => 0.02 * tide(minute),
  agent_executions_total: ({ outcome }, minute) =>
    4 * tide(minute) * (outcome === 'error' ? (isBad(minute) ? 0.1 : 0.02) : isBad(minute) ? 0.9 : 0.98),
  session_duration_seconds: (_labels, minute) => 0.5 * tide(minute),
  active_users: ({ window }, minute) => (window === '1d' ? 400 + minute / 6 : 1900 + minute / 12),
  websocket_connections_active: (_labels, minute) => 2 * Math.round(60 * tide(minute)),
  firestore_operation_duration_seconds: ({ operation = '' }, minute) => tide(minute) * (OPERATIONS[operation] ?? 0.2),
  firestore_operation_errors_total: ({ operation }, minute) =>
    operation === 'add_execution' && isBad(minute) ? 0.4 : 0,
  event_streams_active: (_labels, minute) => 2 * Math.round(15 * tide(minute)),
};

/** Which part of what a histogram counts is no larger than a bound. */
export function partUpTo({ name, buckets }: HistogramMetric, bound: number, minute: number): number {
  if (name === 'session_duration_seconds')
    return Math.min(1, 0.1 + (0.85 * buckets.indexOf(bound)) / (buckets.length - 1));
  const slow = name === 'http_request_duration_seconds' && isBad(minute) ? 0.12 : 0;
  const [fast, middle] = name === 'http_request_duration_seconds' ? [0.1, 0.5] : [0.05, 0.25];
  if (bound < fast) return 0.6 * (1 - slow);
  if (bound < middle) return 0.9 * (1 - slow);
  return bound < 7.5 ? 1 - slow : 1;
}

/** Values of labels, every one with every other one. */
export function combinations(metric: ContractMetric): readonly Readonly<Record<string, string>>[] {
  return Object.entries(metric.labels ?? {}).reduce<readonly Readonly<Record<string, string>>[]>(
    (all, [label, values]) => all.flatMap((each) => values.map((value) => ({ ...each, [label]: value }))),
    [{}],
  );
}

/** Pods of a service: a release makes all of them anew, and the way back does, too. */
export const GENERATIONS: readonly { readonly name: string; readonly from: number; readonly to: number }[] = [
  { name: '6d4f9', from: 0, to: RELEASED },
  { name: '7c8b5', from: RELEASED, to: ROLLED_BACK },
  { name: '58c7d', from: ROLLED_BACK, to: MINUTES + 1 },
];
