import { duration, promql } from '../promql/text.ts';
import type { Rule, RuleGroup, WrittenGroup } from '../rule.ts';

/** Groups as Prometheus reads them. */
export const writtenGroups = (groups: readonly RuleGroup[]): readonly WrittenGroup[] =>
  groups.map(({ name, interval, rules }) => ({ name, interval: duration(interval), rules: rules.map(written) }));

const written = (rule: Rule): object =>
  rule.kind === 'record'
    ? { record: rule.name, expr: promql(rule.expression), labels: rule.labels }
    : {
        alert: rule.name,
        expr: promql(rule.expression),
        ...(rule.lasts === 0 ? {} : { for: duration(rule.lasts) }),
        labels: rule.labels,
        annotations: rule.annotations,
      };
