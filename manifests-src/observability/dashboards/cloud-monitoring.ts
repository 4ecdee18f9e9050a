import { promql } from '../promql/text.ts';
import { type Dashboard, type Placed, placed, type Unit } from './dashboard.ts';

const UNITS: Readonly<Record<Unit, string>> = {
  'requests per second': '1/s',
  seconds: 's',
  part: '10^2.%',
  bytes: 'By',
  cores: '1',
  count: '1',
};

/** The same dashboard as Cloud Monitoring has it, of one tier: `gcloud monitoring dashboards create --config-from-file`.
 *  @see https://cloud.google.com/monitoring/api/ref_v3/rest/v1/projects.dashboards */
export const cloudDashboard = (dashboard: Dashboard, tier: string): object => ({
  displayName: `${dashboard.title} (${tier})`,
  labels: { sluice: '', [tier]: '' },
  mosaicLayout: {
    // Twice Grafana's columns.
    columns: 48,
    tiles: placed(dashboard).map(tileOf),
  },
});

const tileOf = ({ panel, x, y, width, height }: Placed): object => ({
  xPos: 2 * x,
  yPos: 2 * y,
  width: 2 * width,
  height: 2 * height,
  widget: {
    title: panel.title,
    xyChart: {
      dataSets: panel.queries.map(({ expression, legend }) => ({
        plotType: 'LINE',
        targetAxis: 'Y1',
        legendTemplate: legend.replace(/\{\{(\w+)\}\}/g, '${metric.labels.$1}'),
        timeSeriesQuery: { prometheusQuery: promql(expression), unitOverride: UNITS[panel.unit] },
      })),
      ...(panel.threshold === undefined ? {} : { thresholds: [{ value: panel.threshold, targetAxis: 'Y1' }] }),
      yAxis: { scale: 'LINEAR' },
    },
  },
});
