import { basename } from 'node:path';
import type { Case } from '../cases.ts';
import type { Verdict } from '../play/verdict.ts';
import { type Count, EQUAL_SHARE, type Numbers, numbersOf, WANTED_SHARE } from './numbers.ts';

/** A case that was played, or of which enough is known. */
export interface Told {
  readonly one: Case;
  readonly verdict: Verdict | undefined;
}

/** What is known beforehand counts, unless it was played and found to be otherwise. */
export const countOf = ({ one, verdict }: Told): Count => playedCount(one, verdict) ?? one.known?.class ?? 'broken';

const playedCount = ({ known }: Case, verdict: Verdict | undefined): Count | undefined =>
  verdict?.kind === 'unnoticed' && known !== undefined ? known.class : verdict?.kind;

/** One line for a verdict, and below it what was said. */
export function verdictLine({ mutation: { id, file, line, what } }: Case, verdict: Verdict): string {
  const seconds = `${verdict.seconds.toFixed(1)} s`;
  switch (verdict.kind) {
    case 'noticed':
      return `✓ ${id}: ${verdict.story} (${seconds})\n    ${verdict.sentence}`;
    case 'unnoticed':
      return `✗ ${id} (${file}:${line}): ${what}, and nobody noticed; ${list(verdict.stories)} (${seconds})`;
    case 'broken':
      return `! ${id}: ${verdict.sentence} (${seconds})`;
  }
}

const list = (stories: readonly string[]): string =>
  stories.length === 0 ? 'no story reaches it' : `played: ${stories.join(', ')}`;

/** Everything at the end: a table by file, whatever was not noticed, and the numbers. */
export function summary(told: readonly Told[]): readonly string[] {
  const counts = told.map(countOf);
  const rows = [...new Set(told.map(fileOf))].map((file) =>
    row(file, told.filter((one) => fileOf(one) === file).map(countOf)),
  );
  const head = ['', 'noticed', 'not noticed', 'equal', 'broken'];
  return [
    '',
    ...columns([head, ...rows, row('all', counts)]),
    ...section('Not noticed', told, 'unnoticed'),
    ...section('Equal: nobody on GitHub could tell the difference', told, 'equal'),
    '',
    sentence(numbersOf(counts)),
  ];
}

const fileOf = ({ one: { mutation } }: Told): string => basename(mutation.file);

function row(name: string, counts: readonly Count[]): readonly string[] {
  const { noticed, unnoticed, equal, broken } = numbersOf(counts);
  return [name, ...[noticed, unnoticed, equal, broken].map(String)];
}

function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0))) ?? [];
  const cell = (text: string, column: number): string =>
    column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  return rows.map((cells) => cells.map(cell).join('  '));
}

/** Those that are counted so, together with whatever else has the same reason. */
function section(title: string, told: readonly Told[], count: Count): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { one } of told.filter((each) => countOf(each) === count)) {
    const why = one.known?.why ?? 'Nobody has said why.';
    byReason.set(why, [...(byReason.get(why) ?? []), one.mutation.id]);
  }
  if (byReason.size === 0) return [];
  const lines = [...byReason].flatMap(([why, some]) => [`  ${why}`, ...some.map((id) => `    ${id}`)]);
  return ['', `${title}:`, ...lines];
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const sentence = ({ noticed, unnoticed, equal, noticedShare, equalShare, broken }: Numbers): string =>
  `${noticed} of ${noticed + unnoticed + broken} noticed: ${percent(noticedShare)} (wanted ${percent(WANTED_SHARE)} or more); ` +
  `equal: ${equal}, ${percent(equalShare)} (at most ${percent(EQUAL_SHARE)}); broken: ${broken}.`;
