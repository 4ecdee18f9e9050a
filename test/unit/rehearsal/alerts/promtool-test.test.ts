import { describe, expect, it } from '@jest/globals';
import { promtoolTest } from '../../../../rehearsal/alerts/promtool-test.ts';

const groups = [
  { name: 'ratios', rules: [{ record: 'ratio', expr: '1' }] },
  {
    name: 'web',
    rules: [
      { alert: 'A', expr: 'ratio' },
      { alert: 'B', expr: 'up' },
    ],
  },
  { name: 'api', rules: [{ alert: 'A', expr: 'up' }] },
];

describe('a test of rules', () => {
  it('asks for each alert at each evaluation, and expects none', () => {
    const series = [{ series: 'up', values: '1 1' }];
    const { rules, tests } = promtoolTest({ groups, series, seconds: 30, rounds: 2 });
    expect(rules).toEqual({ groups });
    expect(tests).toEqual({
      rule_files: ['rules.json'],
      evaluation_interval: '30s',
      group_eval_order: ['ratios', 'web', 'api'],
      tests: [
        {
          interval: '30s',
          input_series: series,
          alert_rule_test: ['0s', '30s'].flatMap((eval_time) =>
            ['A', 'B'].map((alertname) => ({ eval_time, alertname, exp_alerts: [] })),
          ),
        },
      ],
    });
  });
});
