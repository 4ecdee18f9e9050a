import { appendFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Seen } from '../clients.ts';
import type { StepResult } from '../run-action.ts';
import { type Baseline, CUT } from './kubectl-baseline.ts';

/** One run of a scenario or a case, as far as its times go. */
export interface TimedRun {
  readonly id: string;
  readonly passed: boolean;
  readonly last: Pick<StepResult, 'outputs' | 'seconds'>;
  /** What clients saw, where there were some. */
  readonly seen?: Seen;
  /** Absent where nothing is compared. */
  readonly baseline: Baseline | undefined;
}

const COLUMNS = ['scenario', 'verdict', 'class', 'verdict s', 'step s', 'kubectl', 'kubectl s', 'requests', 'failed'];

/** One line a run, for the file. */
export function rowOf({ id, last, baseline, seen }: TimedRun): readonly string[] {
  const { outcome = '', class: code = '' } = last.outputs;
  return [
    id,
    outcome,
    code,
    inSeconds(verdictSeconds(last)),
    inSeconds(last.seconds),
    baseline?.verdict ?? '',
    baseline === undefined ? '' : baselineSeconds([baseline]),
    seen === undefined ? '' : String(seen.answered + seen.failed.length),
    seen === undefined ? '' : String(seen.failed.length),
  ];
}

const SUMMARY = ['scenario', 'passed', 'verdict', 'class', 'min s', 'median s', 'max s', 'kubectl', 'kubectl s'];

/** The table for people: one line a scenario, with our verdict beside kubectl's on the same objects (its median). */
export function timesTable(runs: readonly TimedRun[]): string {
  const ids = [...new Set(runs.map(({ id }) => id))].toSorted();
  const rows = [
    SUMMARY,
    ...ids.map((id) =>
      summaryOf(
        id,
        runs.filter((run) => run.id === id),
      ),
    ),
  ];
  const widths = SUMMARY.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function summaryOf(id: string, runs: readonly TimedRun[]): readonly string[] {
  const each = (of: (run: TimedRun) => string): string => [...new Set(runs.map(of))].filter((word) => word).join(' ');
  const seconds = runs.map(({ last }) => verdictSeconds(last)).toSorted((a, b) => a - b);
  const baselines = runs.flatMap(({ baseline }) => baseline ?? []);
  return [
    id,
    `${runs.filter(({ passed }) => passed).length} of ${runs.length}`,
    each(({ last }) => last.outputs['outcome'] ?? ''),
    each(({ last }) => last.outputs['class'] ?? ''),
    inSeconds(seconds[0]),
    inSeconds(median(seconds)),
    inSeconds(seconds.at(-1)),
    each(({ baseline }) => baseline?.verdict ?? ''),
    baselineSeconds(baselines),
  ];
}

/** Seconds until the verdict; of the whole step where nothing was written that a time could begin with. */
export const verdictSeconds = ({ outputs, seconds }: Pick<StepResult, 'outputs' | 'seconds'>): number => {
  const { outcome = '', 'seconds-to-verdict': told = '' } = outputs;
  if (told !== '') return Number(told);
  return outcome === 'refused' || outcome === 'superseded' ? seconds : Number.NaN;
};

function baselineSeconds(baselines: readonly Baseline[]): string {
  if (baselines.length === 0) return '';
  if (baselines.some(({ verdict }) => verdict === 'none')) return `> ${CUT}`;
  return inSeconds(median(baselines.map(({ seconds }) => seconds).toSorted((a, b) => a - b)));
}

/** Of numbers in order; of an even count the upper one of both in the middle. */
const median = (sorted: readonly number[]): number | undefined => sorted[Math.floor(sorted.length / 2)];

const inSeconds = (seconds = Number.NaN): string => seconds.toFixed(1);

/** Where the numbers of all runs are kept, by the XDG base directory specification: state, outside every checkout. */
export const resultsFile = (env: NodeJS.ProcessEnv = process.env): string => {
  const xdg = env['XDG_STATE_HOME'] ?? '';
  return join(xdg === '' ? join(env['HOME'] ?? '/root', '.local/state') : xdg, 'sluice', 'cluster-times.tsv');
};

/** Appends this run's rows. */
export function keepTimes(runs: readonly TimedRun[], now: Date, path = resultsFile()): void {
  mkdirSync(dirname(path), { recursive: true });
  const head = existsSync(path) ? [] : [['when', ...COLUMNS]];
  const rows = runs.map((each) => [now.toISOString(), ...rowOf(each)]);
  appendFileSync(path, [...head, ...rows].map((row) => `${row.join('\t')}\n`).join(''));
}
