import { metricsPathOf } from '../../domain/metrics.ts';
import { metricOf } from '../../domain/observability/signal-rules.ts';
import type { Seconds } from '../../domain/seconds.ts';
import { aggregate, binary, call, type Expression, type Matcher, over, type Series } from './promql/expression.ts';
import { equal } from './promql/metrics.ts';
import { literal } from './promql/text.ts';
import type { WatchedService } from './watched-service.ts';

/** Where requests of users are told from probes, how many have failed, and how many were slow. */

/** The requests of users, by the counter. */
export const served = (watched: WatchedService): Series => ({
  kind: 'series',
  metric: watched.signals.requests.counter,
  labels: ofUsers(watched),
});

/** Those that failed. */
export const failed = (watched: WatchedService): Series => ({
  ...served(watched),
  labels: [
    ...ofUsers(watched),
    ...Object.entries(watched.signals.requests.failed).flatMap(([label, values = []]) => oneOf(label, values)),
  ],
});

/** How many were timed. */
export const timed = (watched: WatchedService): Series => ({
  kind: 'series',
  metric: `${watched.signals.requests.duration}_count`,
  labels: ofUsers(watched),
});

/** Those that took no longer than a bound. Some clients write 5 and others 5.0, and Prometheus 3 rewrites the first to the second. */
export const timedUpTo = (watched: WatchedService, bound: number): Series => ({
  kind: 'series',
  metric: `${watched.signals.requests.duration}_bucket`,
  labels: [
    ...ofUsers(watched),
    Number.isInteger(bound)
      ? { label: 'le', operator: '=~', value: `${bound}([.]0)?` }
      : { label: 'le', operator: '=', value: String(bound) },
  ],
});

export const perSecond = (series: Series, window: Seconds): Expression =>
  aggregate('sum', call('rate', over(series, window)));

export const within = (series: Series, window: Seconds): Expression =>
  aggregate('sum', call('increase', over(series, window)));

/** The part of the requests that failed. */
export const errorRatio = (watched: WatchedService, window: Seconds): Expression =>
  binary(perSecond(failed(watched), window), '/', perSecond(served(watched), window));

/** Labels that who collects gives to every number of a service. */
export const ofService = ({ service, tier }: Pick<WatchedService, 'service' | 'tier'>): readonly Matcher[] =>
  equal({ namespace: tier.namespace, job: service.name });

function ofUsers(watched: WatchedService): readonly Matcher[] {
  const { service, signals } = watched;
  const { route } = signals.requests;
  const probes = [...new Set([service.health.live, service.health.ready, metricsPathOf(service)])];
  return [
    ...ofService(watched),
    ...(route === undefined
      ? []
      : [{ label: route, operator: '!~', value: probes.map(literal).join('|') } satisfies Matcher]),
  ];
}

/** The values that a label may have of these. */
function oneOf(label: string, values: readonly string[]): readonly Matcher[] {
  const [only] = values;
  if (only === undefined) return [];
  return [
    values.length === 1
      ? { label, operator: '=', value: only }
      : { label, operator: '=~', value: values.map(literal).join('|') },
  ];
}

/** The bound of slow requests, if the histogram has it; the delivery is refused otherwise. */
export function slowBound({ signals, bounds }: WatchedService): number {
  const histogram = metricOf(signals.contract, signals.requests.duration);
  if (histogram?.type !== 'histogram' || !histogram.buckets.includes(bounds.slow))
    throw new Error(`${signals.requests.duration} of ${signals.service} has no bucket that ends at ${bounds.slow} s.`);
  return bounds.slow;
}
