import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writtenGroups } from '../../manifests-src/observability/emit/groups.ts';
import type { AlertRule } from '../../manifests-src/observability/rule.ts';
import { LIVE, type Scenario } from './scenario.ts';

/** An alert as it is told when it fires. */
export interface Fired {
  readonly at: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** What promtool has against an alert being told so, and in no other words; '' where it has nothing. */
export function toldOtherwise(
  program: string,
  rule: AlertRule,
  scenario: Scenario,
  { at, labels, annotations }: Fired,
): string {
  const folder = mkdtempSync(join(tmpdir(), 'promtool-'));
  try {
    const groups = writtenGroups([{ name: 'one', interval: rule.lasts, rules: [rule] }]).map((group) => ({
      ...group,
      interval: LIVE.text,
    }));
    writeFileSync(join(folder, 'rules.json'), JSON.stringify({ groups }));
    const alerts = [
      { eval_time: at, alertname: rule.name, exp_alerts: [{ exp_labels: labels, exp_annotations: annotations }] },
    ];
    const tests = [{ interval: LIVE.text, input_series: scenario.series, alert_rule_test: alerts }];
    writeFileSync(
      join(folder, 'tests.json'),
      JSON.stringify({ rule_files: ['rules.json'], evaluation_interval: LIVE.text, tests }),
    );
    const { status, stdout, stderr } = spawnSync(program, ['test', 'rules', 'tests.json'], {
      cwd: folder,
      encoding: 'utf8',
    });
    return status === 0 ? '' : `${stdout}${stderr}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
