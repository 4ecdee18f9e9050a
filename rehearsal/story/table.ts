import { shortCommit } from '../../domain/commit.ts';
import { shortDigest } from '../../domain/digest.ts';
import type { Scene } from './story.ts';

const HEAD = ['tier', 'service', 'commit', 'release', 'outcome', 'seconds'] as const;

/** Every deployment of the story as aligned columns: tier → service → commit → release digest → outcome → seconds. */
export function deploymentTable(scenes: readonly Scene[], secondsOf: (record: number) => number): string {
  const rows = scenes.flatMap(({ records }) =>
    records.map(({ id, tier, service, commit, release, state }) => [
      tier,
      service,
      shortCommit(commit),
      release === undefined ? '–' : shortDigest(release.digest),
      state.phase === 'ended' ? state.outcome : state.phase,
      secondsOf(id).toFixed(1),
    ]),
  );
  const widths = HEAD.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(HEAD), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join('\n');
}
