import type { Seconds } from '../../domain/seconds.ts';
import type { Expression } from './promql/expression.ts';

/** What Google's Rules and PrometheusRules both have, and nothing that only one of them knows. */
export type Rule =
  | {
      readonly kind: 'record';
      readonly name: string;
      readonly expression: Expression;
      readonly labels: Readonly<Record<string, string>>;
    }
  | AlertRule;

export interface AlertRule {
  readonly kind: 'alert';
  readonly name: string;
  readonly expression: Expression;
  /** How long it must hold. */
  readonly lasts: Seconds;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface RuleGroup {
  readonly name: string;
  readonly interval: Seconds;
  readonly rules: readonly Rule[];
}

/** Rules as a file of Prometheus has them; both kinds of objects have the same groups. */
export interface WrittenGroup {
  readonly name: string;
  readonly interval: string;
  readonly rules: readonly object[];
}
