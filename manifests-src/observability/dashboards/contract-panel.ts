import { assertNever } from '../../../domain/brand.ts';
import type { ContractMetric } from '../../../domain/observability/metrics-contract.ts';
import { metricOf } from '../../../domain/observability/signal-rules.ts';
import { minutes } from '../../../domain/seconds.ts';
import { aggregate, call, type Expression, number, over, type Series } from '../promql/expression.ts';
import { ofService } from '../requests.ts';
import type { WatchedService } from '../watched-service.ts';
import type { Panel, Query, Unit } from './dashboard.ts';

/** A panel of any metric of a contract, by its type: counters by the hour, gauges as they are, histograms by quantiles. */
export function contractPanel(watched: WatchedService, name: string): Panel {
  const metric = metricOf(watched.signals.contract, name);
  if (metric === undefined) throw new Error(`The contract of ${watched.service.name} has no metric ${name}.`);
  return {
    title: `${watched.service.name}: ${metric.help.replace(/[.:].*$/, '')}`,
    description: `${metric.help} (${metric.name})`,
    unit: unitOf(metric),
    queries: queriesOf(watched, metric),
    alerts: [],
    service: watched.service.name,
  };
}

function queriesOf(watched: WatchedService, metric: ContractMetric): readonly Query[] {
  const labels = Object.keys(metric.labels ?? {});
  const series: Series = { kind: 'series', metric: metric.name, labels: ofService(watched) };
  const legend = labels.length === 0 ? metric.name : labels.map((label) => `{{${label}}}`).join(' ');
  switch (metric.type) {
    case 'counter':
      return [{ expression: aggregate('sum', call('increase', over(series, minutes(60))), labels), legend }];
    case 'gauge':
      return [
        {
          expression: aggregate(watched.signals.shared.includes(metric.name) ? 'max' : 'sum', series, labels),
          legend,
        },
      ];
    case 'histogram':
      return quantiles({ ...series, metric: `${metric.name}_bucket` }, labels, [0.5, 0.95]);
    default:
      return assertNever(metric);
  }
}

/** Lines of quantiles, for each value of the labels. */
export const quantiles = (buckets: Series, labels: readonly string[], which: readonly number[]): readonly Query[] =>
  which.map((quantile) => ({
    expression: quantileOf(buckets, labels, quantile),
    legend: [`P${quantile * 100}`, ...labels.map((label) => `{{${label}}}`)].join(' '),
  }));

const quantileOf = (buckets: Series, labels: readonly string[], quantile: number): Expression =>
  call(
    'histogram_quantile',
    number(quantile),
    aggregate('sum', call('rate', over(buckets, minutes(5))), [...labels, 'le']),
  );

const unitOf = ({ unit }: ContractMetric): Unit =>
  unit === 'seconds' ? 'seconds' : unit === 'bytes' ? 'bytes' : 'count';
