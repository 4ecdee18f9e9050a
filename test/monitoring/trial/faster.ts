import { seconds } from '../../../domain/seconds.ts';
import type { Expression, Series } from '../../../manifests-src/observability/promql/expression.ts';
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

export function fasterExpression(expression: Expression, factor: number): Expression {
  const inside = (child: Expression): Expression => fasterExpression(child, factor);
  switch (expression.kind) {
    case 'number':
      return expression;
    case 'series':
      return fasterSeries(expression, factor);
    case 'call':
      return { ...expression, of: expression.of.map(inside) };
    case 'aggregate':
      return { ...expression, of: inside(expression.of) };
    case 'binary':
      return { ...expression, left: inside(expression.left), right: inside(expression.right) };
  }
}

const fasterSeries = (series: Series, factor: number): Series => ({
  ...series,
  ...(series.window === undefined ? {} : { window: seconds(series.window / factor) }),
  ...(series.offset === undefined ? {} : { offset: seconds(series.offset / factor) }),
});
