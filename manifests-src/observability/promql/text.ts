import { assertNever } from '../../../domain/brand.ts';
import type { Expression, Matcher, Series } from './expression.ts';

/** PromQL as Prometheus reads it. What is within a binary operation stands in brackets where that is one itself, so that nobody has to know
 *  which operator binds tighter. */
export function promql(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return String(expression.value);
    case 'series':
      return seriesText(expression);
    case 'call':
      return `${expression.name}(${expression.of.map(promql).join(', ')})`;
    case 'aggregate':
      return `${expression.how}${expression.by.length === 0 ? '' : ` by (${expression.by.join(', ')}) `}(${promql(expression.of)})`;
    case 'binary': {
      const on = expression.on === undefined ? '' : ` on (${expression.on.join(', ')})`;
      return `${side(expression.left)} ${expression.operator}${on} ${side(expression.right)}`;
    }
    default:
      return assertNever(expression);
  }
}

const side = (expression: Expression): string =>
  expression.kind === 'binary' ? `(${promql(expression)})` : promql(expression);

function seriesText({ metric, labels, window, offset }: Series): string {
  const matchers = labels.length === 0 ? '' : `{${labels.map(matcherText).join(', ')}}`;
  return `${metric}${matchers}${window === undefined ? '' : `[${duration(window)}]`}${offset === undefined ? '' : ` offset ${duration(offset)}`}`;
}

const matcherText = ({ label, operator, value }: Matcher): string => `${label}${operator}${JSON.stringify(value)}`;

/** What people write: the largest unit that it is whole in. */
export function duration(seconds: number): string {
  const units = [
    ['d', 86_400],
    ['h', 3600],
    ['m', 60],
    ['s', 1],
  ] as const;
  const found = units.find(([, length]) => seconds > 0 && seconds % length === 0);
  return found === undefined ? `${Math.round(seconds * 1000)}ms` : `${seconds / found[1]}${found[0]}`;
}

/** A text that a regular expression of PromQL takes for itself. */
export const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
