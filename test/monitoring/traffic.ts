import type { InputSeries, Pace } from './scenario.ts';

/** What users did in one step. */
export interface Step {
  readonly good?: number;
  /** Answered with 5xx, fast. */
  readonly failed?: number;
  /** Answered with 4xx, fast. */
  readonly refused?: number;
  /** Answered well, after six seconds. */
  readonly slow?: number;
}

export interface Traffic {
  readonly namespace?: string;
  readonly service?: string;
  readonly minutes: number;
  /** What happens a minute, by the minute that it is. */
  readonly aMinute: (minute: number) => Step;
  /** Probes a minute; they come all the time, and are fast. */
  readonly probes?: number;
  /** How probes are answered. */
  readonly probeStatus?: string;
  /** Metrics that the service no longer tells. */
  readonly without?: readonly string[];
}

const BOUNDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 7.5, 10, 30];
const SLOW = 6;
const PER_ROUTE = '/agents';
const PROBED = '/health/live';

/** The time series of a service under some traffic, as its pod tells them. */
export function traffic(given: Traffic, pace: Pace): readonly InputSeries[] {
  const { namespace = 'production', service = 'ai-agent-api', probes = 60, probeStatus = '2xx', without = [] } = given;
  const labels = `namespace="${namespace}", job="${service}", pod="${service}-1"`;
  const times = Math.round((given.minutes * 60) / pace.seconds);
  const parts = Array.from({ length: times }, (_, index) => given.aMinute((index * pace.seconds) / 60));
  const count = (of: (step: Step) => number): string => cumulative(parts.map((step) => (of(step) * pace.seconds) / 60));
  const probing = cumulative(parts.map(() => (probes * pace.seconds) / 60));
  const nothing = cumulative(parts.map(() => 0));
  const total = (status: string, route: string, values: string): InputSeries => ({
    series: `http_requests_total{${labels}, route="${route}", status="${status}"}`,
    values,
  });
  const fast = ({ good = 0, failed = 0, refused = 0 }: Step): number => good + failed + refused;
  const all = (step: Step): number => fast(step) + (step.slow ?? 0);
  return [
    total(
      '2xx',
      PER_ROUTE,
      count(({ good = 0, slow = 0 }) => good + slow),
    ),
    total(
      '4xx',
      PER_ROUTE,
      count(({ refused = 0 }) => refused),
    ),
    total(
      '5xx',
      PER_ROUTE,
      count(({ failed = 0 }) => failed),
    ),
    ...['2xx', '5xx'].map((status) => total(status, PROBED, status === probeStatus ? probing : nothing)),
    ...[PER_ROUTE, PROBED].flatMap((route) => [
      {
        series: `http_request_duration_seconds_count{${labels}, route="${route}"}`,
        values: route === PROBED ? probing : count(all),
      },
      ...[...BOUNDS.map((bound) => boundText(bound, service)), '+Inf'].map((bound) => ({
        series: `http_request_duration_seconds_bucket{${labels}, route="${route}", le="${bound}"}`,
        values: route === PROBED ? probing : count(bound === '+Inf' || Number(bound) > SLOW ? all : fast),
      })),
    ]),
    { series: `up{${labels}}`, values: `1x${times}` },
  ].filter(({ series }) => !without.some((name) => series.startsWith(name)));
}

/** Clients differ: Python's writes 5.0, others 5. */
const boundText = (bound: number, service: string): string =>
  service === 'ai-agent-api' && Number.isInteger(bound) ? `${bound}.0` : String(bound);

/** A counter, from what is added in each step. */
export function cumulative(added: readonly number[]): string {
  let sum = 0;
  return [0, ...added]
    .map((each) => {
      sum += each;
      return String(Number(sum.toFixed(6)));
    })
    .join(' ');
}

/** A gauge that moves evenly. */
export const gauge = (minutes: number, pace: Pace, at: (minute: number) => number): string =>
  Array.from({ length: Math.round((minutes * 60) / pace.seconds) + 1 }, (_, index) =>
    String(Math.round(at((index * pace.seconds) / 60))),
  ).join(' ');
