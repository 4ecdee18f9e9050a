import { seconds } from '../../../domain/seconds.ts';
import type { Expression, Series } from '../../../manifests-src/observability/promql/expression.ts';
import { withSeries } from '../../../manifests-src/observability/promql/series.ts';
import type { RuleGroup } from '../../../manifests-src/observability/rule.ts';

/** The same rules where everything happens so many times faster: windows, offsets, waits and how often they are judged. */
export const faster = (groups: readonly RuleGroup[], factor: number): readonly RuleGroup[] =>
  groups.map((group) => ({
    ...group,
    interval: seconds(group.interval / factor),
    rules: group.rules.map((rule) => ({
      ...rule,
      expression: fasterExpression(rule.expression, factor),
      ...(rule.kind === 'alert' ? { lasts: seconds(rule.lasts / factor) } : {}),
    })),
  }));

export const fasterExpression = (expression: Expression, factor: number): Expression =>
  withSeries(expression, (series) => fasterSeries(series, factor));

const fasterSeries = (series: Series, factor: number): Series => ({
  ...series,
  ...(series.window === undefined ? {} : { window: seconds(series.window / factor) }),
  ...(series.offset === undefined ? {} : { offset: seconds(series.offset / factor) }),
});
