import { appendFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CUT } from './kubectl-baseline.ts';
import type { RolloutTold } from './run-rollout.ts';

const COLUMNS = [
  'scenario',
  'verdict',
  'class',
  'verdict s',
  'step s',
  'kubectl',
  'kubectl s',
  'requests',
  'failed',
] as const;

/** One line a scenario: our verdict beside kubectl's on the same objects. */
export function rowOf({ scenario, last, baseline, seen }: RolloutTold): readonly string[] {
  const { outcome = '', class: code = '' } = last.outputs;
  return [
    scenario.id,
    outcome,
    code,
    Number(last.outputs['seconds-to-verdict'] ?? 'NaN').toFixed(1),
    last.seconds.toFixed(1),
    baseline?.verdict ?? '',
    baseline === undefined ? '' : baseline.verdict === 'none' ? `> ${CUT}` : baseline.seconds.toFixed(1),
    String(seen.answered + seen.failed.length),
    String(seen.failed.length),
  ];
}

/** The table for people. */
export function timesTable(told: readonly RolloutTold[]): string {
  const rows = [COLUMNS, ...told.map(rowOf)];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Where the numbers of all runs are kept, by the XDG base directory specification: state, outside every checkout. */
export const resultsFile = (env: NodeJS.ProcessEnv = process.env): string => {
  const xdg = env['XDG_STATE_HOME'] ?? '';
  return join(xdg === '' ? join(env['HOME'] ?? '/root', '.local/state') : xdg, 'sluice', 'cluster-times.tsv');
};

/** Appends this run's rows. */
export function keepTimes(told: readonly RolloutTold[], now: Date, path = resultsFile()): void {
  mkdirSync(dirname(path), { recursive: true });
  const head = existsSync(path) ? [] : [['when', ...COLUMNS]];
  const rows = told.map((each) => [now.toISOString(), ...rowOf(each)]);
  appendFileSync(path, [...head, ...rows].map((row) => `${row.join('\t')}\n`).join(''));
}
