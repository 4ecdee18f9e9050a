import type { BenchClass } from './bench-class.ts';
import { TOOLS, type ToolName } from './contender.ts';
import { falsePositives } from './ranking.ts';
import type { BenchRow } from './row.ts';

type Cell = Pick<BenchRow, 'verdict' | 'seconds' | 'restored' | 'untrue'>;

/** The table of docs/benchmarks.md: a line a class, a column a tool; pure. */
export function peersTable(classes: readonly BenchClass[], rows: readonly BenchRow[]): string {
  const tools = TOOLS.filter((tool) => rows.some((row) => row.tool === tool));
  const wrong = falsePositives(classes, rows);
  const versionOf = (name: ToolName) => rows.findLast(({ tool }) => tool === name)?.version ?? '';
  const head = tools.map((tool) => `${tool} ${versionOf(tool)}${wrong.get(tool)?.length === 0 ? '' : ', not ranked'}`);
  const lines = classes.flatMap((benchClass) => {
    const shown = rows.filter((row) => row.class === benchClass.id);
    if (shown.length === 0) return [];
    const cells = tools.map((name) =>
      cellOf(
        benchClass,
        shown.find(({ tool }) => tool === name),
      ),
    );
    return [[`${benchClass.label}`, ...cells]];
  });
  return [['class', ...head], ['---', ...tools.map(() => '---:')], ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** Seconds to the verdict, and to the release before; pure. */
export function cellOf({ kind, limits }: Pick<BenchClass, 'kind' | 'limits'>, row: Cell | undefined): string {
  if (row === undefined) return '';
  const { verdict, restored } = row;
  const seconds = verdict === 'none' ? `none in ${limits.cut}` : row.seconds.toFixed(1);
  if (typeof row.untrue === 'string') return `**untrue**: ${row.untrue}, ${seconds}`;
  if (kind === 'contested') return `${verdict === 'none' ? 'not decided' : verdict}, ${row.seconds.toFixed(1)}`;
  if (kind !== 'broken') return verdict === 'failed' ? `**wrong**: failed, ${seconds}` : seconds;
  const back = restored === null ? '–' : restored.toFixed(1);
  return `${verdict === 'complete' ? `**wrong**: complete, ${seconds}` : seconds} / ${back}`;
}
