import type { Measure } from '../../domain/measure.ts';
import { filledQuery, type MeasuredSide } from '../../domain/query-template.ts';
import type { Clock } from '../../engine/rollout/clock.ts';
import { MetricRefused, type Metrics } from '../../engine/rollout/ports/metrics.ts';
import { numberIn } from './answer.ts';
import { askQuery, type PrometheusServer } from './instant-query.ts';

/** Takes a measure from a server with the HTTP API of Prometheus: the value and how many requests it was made of, each by a query
 *  of its own, at the same moment. */
export function prometheusMetrics(
  { value, samples }: Pick<Measure, 'value' | 'samples'>,
  server: PrometheusServer,
  clock: Clock,
): Metrics {
  const { host } = new URL(server.url);
  const ask = async (what: string, template: string, side: MeasuredSide, signal: AbortSignal) => {
    try {
      return numberIn(await askQuery(server, filledQuery(template, side), clock, signal));
    } catch (error) {
      const sentence = `${host} was asked for the ${what} of the ${side.version} version, and ${(error as Error).message}`;
      throw error instanceof MetricRefused ? new MetricRefused(sentence) : new Error(sentence);
    }
  };
  return {
    async read(side, signal) {
      const [number, count] = await Promise.all([
        ask('value', value, side, signal),
        ask('samples', samples, side, signal),
      ]);
      // Nobody was counted where there is no series, and none where nothing could be divided.
      return { value: number ?? Number.NaN, samples: count === undefined || Number.isNaN(count) ? 0 : count };
    },
  };
}
