import { shortCommit } from '../../domain/commit.ts';
import { shortDigest } from '../../domain/digest.ts';
import { isGreen } from '../../domain/outcome.ts';
import { aligned } from './columns.ts';
import type { Paper } from './paper.ts';
import type { SeenRecord } from './seen.ts';
import { shownText } from './shown-text.ts';

interface Column {
  readonly title: string;
  readonly cell: (record: SeenRecord) => string;
}
const COLUMNS: readonly Column[] = [
  { title: 'tier', cell: ({ tier }) => tier },
  { title: 'cluster', cell: ({ cluster }) => cluster ?? '–' },
  { title: 'service', cell: ({ service }) => service },
  { title: 'commit', cell: ({ commit }) => shortCommit(commit) },
  { title: 'release', cell: ({ release }) => (release === undefined ? '–' : shortDigest(release.digest)) },
  { title: 'outcome', cell: ({ state }) => (state.phase === 'ended' ? state.outcome : state.phase) },
  { title: 'seconds', cell: ({ seconds }) => (seconds === undefined ? '–' : seconds.toFixed(1)) },
  { title: 'approved by', cell: ({ approvedBy }) => approvedBy.join(', ') || '–' },
];

/** Deployments as aligned columns: tier → service → commit → release digest → outcome → seconds → who approved; the cluster where a
 *  tier has several. */
export function deploymentTable(records: readonly SeenRecord[], paint: Paper['paint']): string {
  const several = records.some(({ cluster }) => cluster !== undefined);
  const columns = COLUMNS.filter(({ title }) => several || title !== 'cluster');
  const titles = columns.map(({ title }) => title);
  const rows = records.map((record) => ({
    green: record.state.phase === 'ended' && isGreen(record.state.outcome),
    cells: columns.map(({ cell }) => shownText(cell(record))),
  }));
  const seconds = new Set([titles.indexOf('seconds')]);
  const [head = '', ...lines] = aligned([titles, ...rows.map(({ cells }) => cells)], seconds);
  const widths = titles.map((title, column) =>
    Math.max(title.length, ...rows.map(({ cells }) => cells[column]?.length ?? 0)),
  );
  return [
    paint('strong', head),
    paint('quiet', widths.map((width) => '─'.repeat(width)).join('  ')),
    ...lines.map((line, row) => (rows[row]?.green === true ? line : paint('warning', line))),
  ].join('\n');
}
