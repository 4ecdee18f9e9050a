import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writtenGroups } from '../../manifests-src/observability/emit/groups.ts';
import type { RuleGroup } from '../../manifests-src/observability/rule.ts';
import { which } from '../../rehearsal/runner/which.ts';
import type { Pace, Scenario } from './scenario.ts';

/** Where it is, if it is on this machine; `PROMTOOL` names another one than that of the PATH. */
export const promtool = (): string | undefined =>
  process.env['PROMTOOL'] ?? which('promtool', process.env['PATH'] ?? '');

export const HOW_TO_INSTALL = 'promtool is not on the PATH: apt-get install prometheus';

/** What promtool says against scenarios, judged by some rules; '' where it has nothing to say. */
export const judged = (
  program: string,
  groups: readonly RuleGroup[],
  scenarios: readonly Scenario[],
  pace: Pace,
): string =>
  run(
    program,
    groups,
    pace,
    scenarios.map((scenario) => ({ scenario, checks: checksOf(scenario) })),
  );

interface Check {
  readonly expr: string;
  readonly eval_time: string;
  readonly exp_samples: readonly object[];
}

const checksOf = ({ fires }: Scenario): readonly Check[] =>
  Object.entries(fires).flatMap(([time, names]) => [
    { expr: FIRING, eval_time: time, exp_samples: names.map(sample) },
    { expr: WATCHDOG, eval_time: time, exp_samples: [{ labels: '{}', value: 1 }] },
  ]);

const FIRING = 'count by (alertname, service) (ALERTS{alertstate="firing", alertname!="Watchdog"})';
const WATCHDOG = 'count(ALERTS{alertstate="firing", alertname="Watchdog"})';

const sample = (fired: string): object => {
  const [name = '', service = ''] = fired.split(' ');
  const labels = service === '' ? `alertname="${name}"` : `alertname="${name}", service="${service}"`;
  return { labels: `{${labels}}`, value: 1 };
};

/** Runs promtool over scenarios, each with what is asked of it. */
export function run(
  program: string,
  groups: readonly RuleGroup[],
  pace: Pace,
  told: readonly { readonly scenario: Scenario; readonly checks: readonly Check[] }[],
): string {
  const folder = mkdtempSync(join(tmpdir(), 'promtool-'));
  try {
    const written = writtenGroups(groups).map((group) => ({ ...group, interval: pace.text }));
    // YAML is a superset of JSON.
    writeFileSync(join(folder, 'rules.json'), JSON.stringify({ groups: written }));
    writeFileSync(
      join(folder, 'tests.json'),
      JSON.stringify({
        rule_files: ['rules.json'],
        evaluation_interval: pace.text,
        // What is recorded is there before it is asked for; else the order is any.
        group_eval_order: written.map(({ name }) => name),
        tests: told.map(({ scenario: { name, series }, checks }) => ({
          name,
          interval: pace.text,
          input_series: series,
          promql_expr_test: checks,
        })),
      }),
    );
    const { status, stdout, stderr } = spawnSync(program, ['test', 'rules', 'tests.json'], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    return status === 0 ? '' : `${stdout}${stderr}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
