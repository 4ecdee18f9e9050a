import { BLUE_GREEN, ROLLING, type SteadyRelease, type StrategyInputs } from '../scenarios/steady.ts';

/** The strategies under load, and how a broken release ends under each. */
export const STRATEGIES = {
  rolling: { inputs: ROLLING, broken: 'rolled-back' },
  'blue-green': { inputs: BLUE_GREEN, broken: 'failed' },
} as const satisfies Readonly<Record<string, { readonly inputs: StrategyInputs; readonly broken: string }>>;
export type StrategyName = keyof typeof STRATEGIES;

export type LoadKind = 'good' | 'broken';

/** One deploy under load, as it is kept. */
export interface LoadRow {
  readonly strategy: StrategyName;
  readonly kind: LoadKind;
  /** What the release was broken by; '' for a good one. */
  readonly fault: string;
  readonly outcome: string;
  readonly class: string;
  readonly seconds: number;
  readonly answered: number;
  readonly failed: number;
  /** What is not as it must be. */
  readonly problems: readonly string[];
}

export interface Wanted {
  readonly good: number;
  readonly broken: number;
}

/** `never-ready` takes a minute each, so it comes once in five. */
const FAULTS = ['exits', 'absent', 'exits', 'absent', 'never-ready'] as const;

/** What is still to be deployed under one strategy, broken ones spread among the good ones; pure.
 *  @param done rows of earlier calls. */
export function remaining(
  strategy: StrategyName,
  wanted: Wanted,
  done: readonly LoadRow[],
): readonly { readonly kind: LoadKind; readonly fault: SteadyRelease['fault'] }[] {
  const count = (kind: LoadKind) => done.filter((row) => row.strategy === strategy && row.kind === kind).length;
  const [goodDone, brokenDone] = [count('good'), count('broken')];
  const good = Math.max(0, wanted.good - goodDone);
  const broken = Math.max(0, wanted.broken - brokenDone);
  return Array.from({ length: good + broken }, (_, index) => {
    const brokenBefore = Math.floor((index * broken) / (good + broken));
    const isBroken = Math.floor(((index + 1) * broken) / (good + broken)) > brokenBefore;
    return isBroken
      ? { kind: 'broken', fault: FAULTS[(brokenDone + brokenBefore) % FAULTS.length] }
      : { kind: 'good', fault: undefined };
  });
}

/** One line a strategy and kind: how many, how long, how many requests. */
export function loadTable(rows: readonly LoadRow[]): string {
  const head = ['strategy', 'deploys', 'as wanted', 'median s', 'longest s', 'requests', 'failed'];
  const lines = Object.keys(STRATEGIES).flatMap((strategy) =>
    (['good', 'broken'] as const).flatMap((kind) => {
      const same = rows.filter((row) => row.strategy === strategy && row.kind === kind);
      if (same.length === 0) return [];
      const seconds = same.map((row) => row.seconds).sort((a, b) => a - b);
      const sum = (of: (row: LoadRow) => number) => same.reduce((total, row) => total + of(row), 0);
      return [
        [
          `${strategy}, ${kind}`,
          String(same.length),
          String(same.filter(({ problems }) => problems.length === 0).length),
          (seconds[Math.floor((seconds.length - 1) / 2)] ?? 0).toFixed(1),
          (seconds.at(-1) ?? 0).toFixed(1),
          String(sum((row) => row.answered + row.failed)),
          String(sum((row) => row.failed)),
        ],
      ];
    }),
  );
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
