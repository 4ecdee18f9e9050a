import { assertNever } from '../../../domain/brand.ts';
import type { Expression, Series } from './expression.ts';

/** An expression with something else in the place of each of its series. */
export function withSeries(expression: Expression, by: (series: Series) => Expression): Expression {
  const inside = (child: Expression): Expression => withSeries(child, by);
  switch (expression.kind) {
    case 'number':
      return expression;
    case 'series':
      return by(expression);
    case 'call':
      return { ...expression, of: expression.of.map(inside) };
    case 'aggregate':
      return { ...expression, of: inside(expression.of) };
    case 'binary':
      return { ...expression, left: inside(expression.left), right: inside(expression.right) };
    default:
      return assertNever(expression);
  }
}

/** Names of the metrics that it asks for, each once. */
export function metricsOf(expression: Expression): readonly string[] {
  const found = new Set<string>();
  withSeries(expression, (series) => {
    found.add(series.metric);
    return series;
  });
  return [...found];
}
