import type { Seconds } from '../../../domain/seconds.ts';

/** PromQL as data: rules are made of it, mutated and sped up, and written as text by one function. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | Series
  | { readonly kind: 'call'; readonly name: FunctionName; readonly of: readonly Expression[] }
  | { readonly kind: 'aggregate'; readonly how: Aggregation; readonly by: readonly string[]; readonly of: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
      /** Labels that both sides are matched by; all of them where it is left out. */
      readonly on?: readonly string[];
    };

export interface Series {
  readonly kind: 'series';
  readonly metric: string;
  readonly labels: readonly Matcher[];
  /** The last part of it, as a range. */
  readonly window?: Seconds;
  readonly offset?: Seconds;
}

export interface Matcher {
  readonly label: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

export type FunctionName =
  | 'absent'
  | 'absent_over_time'
  | 'histogram_quantile'
  | 'increase'
  | 'last_over_time'
  | 'predict_linear'
  | 'rate'
  | 'time'
  | 'timestamp'
  | 'vector';
export type Aggregation = 'sum' | 'max' | 'count';
export type Operator = '+' | '-' | '/' | '>' | '>=' | '<' | '==' | 'and' | 'or' | 'unless';

export const number = (value: number): Expression => ({ kind: 'number', value });
export const call = (name: FunctionName, ...of: readonly Expression[]): Expression => ({ kind: 'call', name, of });
export const aggregate = (how: Aggregation, of: Expression, by: readonly string[] = []): Expression => ({
  kind: 'aggregate',
  how,
  by,
  of,
});
export const binary = (left: Expression, operator: Operator, right: Expression | number): Expression => ({
  kind: 'binary',
  operator,
  left,
  right: typeof right === 'number' ? number(right) : right,
});

/** All of them. */
export const both = (first: Expression, ...others: readonly Expression[]): Expression =>
  others.reduce((left, right) => binary(left, 'and', right), first);

export const over = (series: Series, window: Seconds): Series => ({ ...series, window });
