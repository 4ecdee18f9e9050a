import { seconds } from '../../../domain/seconds.ts';
import type { Expression, Matcher, Operator, Series } from '../../../manifests-src/observability/promql/expression.ts';
import { promql } from '../../../manifests-src/observability/promql/text.ts';
import type { AlertRule } from '../../../manifests-src/observability/rule.ts';

/** One rule with one thing that is wrong. */
export interface Bent {
  readonly alert: string;
  readonly what: string;
  readonly rule: AlertRule;
}

interface Bend {
  readonly what: string;
  readonly to: Expression;
}

/** Everything that may be wrong in an expression, one thing at a time. */
function bendsOf(expression: Expression): readonly Bend[] {
  const inside = (child: Expression, put: (bent: Expression) => Expression): readonly Bend[] =>
    bendsOf(child).map(({ what, to }) => ({ what, to: put(to) }));
  switch (expression.kind) {
    case 'number':
      return [];
    case 'series':
      return seriesBends(expression);
    case 'call':
      return expression.of.flatMap((child, index) =>
        inside(child, (to) => ({ ...expression, of: expression.of.with(index, to) })),
      );
    case 'aggregate':
      return inside(expression.of, (of) => ({ ...expression, of }));
    case 'binary': {
      const { left, right, operator } = expression;
      return [
        ...(operator === 'and' || operator === 'or'
          ? [
              { what: `without "${operator} ${promql(right)}"`, to: left },
              { what: `without "${promql(left)} ${operator}"`, to: right },
            ]
          : []),
        ...(right.kind === 'number'
          ? otherBounds(operator, right.value).map((value) => ({
              what: `${operator} ${value} for ${operator} ${right.value}`,
              to: { ...expression, right: { kind: 'number', value } } satisfies Expression,
            }))
          : []),
        ...(OTHER_WAY[operator] ?? []).map((other) => ({
          what: `${other} for ${operator}`,
          to: { ...expression, operator: other } satisfies Expression,
        })),
        ...inside(left, (to) => ({ ...expression, left: to })),
        ...inside(right, (to) => ({ ...expression, right: to })),
      ];
    }
  }
}

/** How else two sides could be compared. */
const OTHER_WAY: Readonly<Partial<Record<Operator, readonly Operator[]>>> = {
  '>': ['<'],
  '<': ['>'],
  '>=': ['<'],
  '==': ['>'],
};

/** What is counted is off by one; what is measured by a third. */
const otherBounds = (operator: Operator, bound: number): readonly number[] =>
  operator === '>='
    ? [bound - 1, bound + 1]
    : bound !== 0 && (operator === '>' || operator === '<')
      ? [0.7 * bound, 1.4 * bound].map((value) => Number(value.toPrecision(6)))
      : [];

function seriesBends(series: Series): readonly Bend[] {
  const { labels, window, metric } = series;
  const { offset, ...now } = series;
  return [
    ...labels.map((matcher, index) => ({
      what: `${metric} without ${matcher.label}`,
      to: { ...series, labels: labels.toSpliced(index, 1) },
    })),
    ...labels.flatMap((matcher, index): readonly Bend[] =>
      otherValues(matcher).map((value) => ({
        what: `${metric} with ${matcher.label} ${value}`,
        to: { ...series, labels: labels.with(index, { ...matcher, value }) },
      })),
    ),
    ...(window === undefined
      ? []
      : [1 / 4, 4].map((factor) => ({
          what: `${metric} over ${window * factor} s for ${window}`,
          to: { ...series, window: seconds(window * factor) },
        }))),
    ...(offset === undefined ? [] : [{ what: `${metric} without its offset`, to: now }]),
  ];
}

/** What somebody could mix up. */
const otherValues = ({ label, value }: Matcher): readonly string[] =>
  label === 'status'
    ? ['4xx', '500']
    : label === 'le'
      ? ['5', '10([.]0)?', '5000([.]0)?']
      : label === 'route'
        ? [value.split('|')[1] ?? '']
        : [];

/** An alert with each of the things that may be wrong in it. */
export const bent = (rule: AlertRule): readonly Bent[] => [
  ...bendsOf(rule.expression).map(({ what, to }) => ({ alert: rule.name, what, rule: { ...rule, expression: to } })),
  // What fires at once could be made to wait.
  ...(rule.lasts === 0 ? [300] : [rule.lasts / 10, 3 * rule.lasts]).map((lasts) => ({
    alert: rule.name,
    what: `for ${lasts} s instead of ${rule.lasts}`,
    rule: { ...rule, lasts: seconds(lasts) },
  })),
];
