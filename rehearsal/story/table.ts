import { shortCommit } from '../../domain/commit.ts';
import { shortDigest } from '../../domain/digest.ts';
import { isGreen } from '../../domain/outcome.ts';
import { aligned } from './columns.ts';
import type { Paper } from './paper.ts';
import type { StagedRecord } from './stage.ts';

const HEAD = ['tier', 'service', 'commit', 'release', 'outcome', 'seconds', 'approved by'] as const;
const SECONDS = HEAD.indexOf('seconds');

/** Deployments as aligned columns: tier → service → commit → release digest → outcome → seconds → who approved. */
export function deploymentTable(records: readonly StagedRecord[], paint: Paper['paint']): string {
  const rows = records.map(({ tier, service, commit, release, state, seconds, approvedBy }) => ({
    green: state.phase === 'ended' && isGreen(state.outcome),
    cells: [
      tier,
      service,
      shortCommit(commit),
      release === undefined ? '–' : shortDigest(release.digest),
      state.phase === 'ended' ? state.outcome : state.phase,
      seconds === undefined ? '–' : seconds.toFixed(1),
      approvedBy.join(', ') || '–',
    ],
  }));
  const [head = '', ...lines] = aligned([HEAD, ...rows.map(({ cells }) => cells)], new Set([SECONDS]));
  const widths = HEAD.map((title, column) =>
    Math.max(title.length, ...rows.map(({ cells }) => cells[column]?.length ?? 0)),
  );
  return [
    paint('strong', head),
    paint('quiet', widths.map((width) => '─'.repeat(width)).join('  ')),
    ...lines.map((line, row) => (rows[row]?.green === true ? line : paint('warning', line))),
  ].join('\n');
}
