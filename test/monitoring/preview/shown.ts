import type { Panel } from '../../../manifests-src/observability/dashboards/dashboard.ts';
import type { Expression } from '../../../manifests-src/observability/promql/expression.ts';
import { metricsOf, withSeries } from '../../../manifests-src/observability/promql/series.ts';
import { promql } from '../../../manifests-src/observability/promql/text.ts';
import type { RecordedQuery } from '../../../own/preview/answers.ts';
import { legendOf } from '../../../own/preview/panel-figure.ts';
import type { Expected } from './expected.ts';

/** A hundredth may be lost where a rate is told from samples. */
const NEAR = 0.01;

/** What a panel shows at the end, by the names of its lines. */
export const shownAtEnd = (panel: Panel, queries: readonly RecordedQuery[]): ReadonlyMap<string, number> =>
  new Map(
    queries.flatMap(({ lines }, index) =>
      lines.flatMap((line) => {
        const last = line.values.at(-1);
        return last === undefined || last === null
          ? []
          : [[legendOf(panel.queries[index]?.legend ?? '', line), last] as const];
      }),
    ),
  );

/** Sentences about what is not shown as it should be. A name stands for each line that begins with it. */
export function differences(
  title: string,
  shown: ReadonlyMap<string, number>,
  expected: Expected | undefined,
): readonly string[] {
  if (expected === undefined) return [`${title}: nothing is said of what it must show`];
  if (shown.size === 0) return [`${title} shows nothing`];
  const wanted = typeof expected === 'number' ? { '': expected } : expected;
  return Object.entries(wanted).flatMap(([name, value]) => {
    const lines = [...shown].filter(([legend]) => legend === name || legend.startsWith(`${name} `) || name === '');
    return lines.length === 0
      ? [`${title} has no ${name}`]
      : lines
          .filter(([, seen]) => !(Math.abs(seen - value) <= NEAR * Math.abs(value)))
          .map(([legend, seen]) => `${title}: ${legend} is ${seen}, and should be ${value}`);
  });
}

/** The query without one of its metrics, once for each. */
export const withoutAMetric = (expression: Expression): readonly { readonly gone: string; readonly promql: string }[] =>
  metricsOf(expression).map((gone) => ({
    gone,
    promql: promql(
      withSeries(expression, (series) => (series.metric === gone ? { ...series, metric: `${gone}_gone` } : series)),
    ),
  }));
