import { type Alert, alertsOf } from '../read/alerts.ts';
import { type Finding, found, type ManifestRule } from '../tree.ts';

/** The largest bound below infinity, of histograms whose makers choose it, in seconds. */
const LARGEST: Readonly<Record<string, { readonly bound: number; readonly of: string }>> = {
  http_request_duration_seconds_bucket: { bound: 1, of: 'prometheus-fastapi-instrumentator' },
  http_request_duration_highr_seconds_bucket: { bound: 60, of: 'prometheus-fastapi-instrumentator' },
};

export const thresholdAboveBuckets: ManifestRule = {
  id: 'threshold-above-buckets',
  why: 'A quantile never passes the largest bound of its histogram: with bounds up to one second no P95 is above five, though every request takes six.',
  example: 'histogram_quantile(0.95, rate(http_request_duration_seconds_bucket[5m])) > 5',
  fix: 'Give the histogram bounds on both sides of the threshold, and count requests above it: 1 - rate(…_bucket{le="5"}) / rate(…_count).',
  source: 'https://prometheus.io/docs/practices/histograms/#errors-of-quantile-estimation',
  judge: (tree) => alertsOf(tree).flatMap(judge),
};

const QUANTILE = /histogram_quantile\s*\(([\s\S]*)\)\s*>=?\s*(\d+(?:\.\d+)?)/;

const judge = ({ of, path, name, expression }: Alert): readonly Finding[] => {
  const [, inner = '', threshold = ''] = QUANTILE.exec(expression) ?? [];
  return Object.entries(LARGEST).flatMap(([metric, { bound, of: maker }]) =>
    new RegExp(`\\b${metric}\\b`).test(inner) && Number(threshold) >= bound
      ? [
          found(
            of,
            path,
            `of alert "${name}" waits for ${threshold} s, and the bounds of ${metric} end at ${bound} s, unless ${maker} is told others`,
          ),
        ]
      : [],
  );
};
