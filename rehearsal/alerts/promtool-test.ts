import { list, record } from '../cluster/storage/frozen.ts';
import type { RuleGroup } from './collection.ts';
import type { InputSeries } from './input-series.ts';

/** Files of a test of rules. */
export interface PromtoolTest {
  readonly rules: object;
  readonly tests: object;
}

/** What is judged, of which numbers, and for how long. */
export interface Judged {
  readonly groups: readonly RuleGroup[];
  readonly series: readonly InputSeries[];
  /** Between two numbers of a series. */
  readonly seconds: number;
  /** Of each series. */
  readonly rounds: number;
}

/** Asks at every evaluation for every alert, and expects none: what promtool then holds against it is all that fires.
 *  @see https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/ */
export function promtoolTest({ groups, series, seconds, rounds }: Judged): PromtoolTest {
  const pace = `${seconds}s`;
  const times = Array.from({ length: rounds }, (_, round) => `${round * seconds}s`);
  return {
    rules: { groups },
    tests: {
      rule_files: [RULES_FILE],
      evaluation_interval: pace,
      // What is recorded is there before it is asked for; else the order is any.
      group_eval_order: groups.map(({ name }) => name),
      tests: [
        {
          interval: pace,
          input_series: series,
          alert_rule_test: times.flatMap((eval_time) =>
            alertNames(groups).map((alertname) => ({ eval_time, alertname, exp_alerts: [] })),
          ),
        },
      ],
    },
  };
}

export const RULES_FILE = 'rules.json';

const alertNames = (groups: readonly RuleGroup[]): readonly string[] => [
  ...new Set(
    groups
      .flatMap(({ rules }) => list(rules))
      .map((rule) => record(rule)['alert'])
      .filter((name) => typeof name === 'string'),
  ),
];
