import { assertNever } from '../../domain/brand.ts';
import { bullets, type Markdown, markdown, paragraphs, table } from '../../domain/markdown.ts';
import { findingSentence } from '../../domain/restore-drill/finding.ts';
import { inSentences } from '../../domain/sentences.ts';
import type { DrillResult } from '../../engine/restore-drill/run-drill.ts';

/** What became of one database; `unknown` where the cloud has not answered. */
export type Drilled = {
  readonly database: string;
  /** When the last good drill ended, in milliseconds since 1970. */
  readonly lastGood: number | undefined;
} & (DrillResult | { readonly outcome: 'unknown'; readonly says: string });

/** The worst first: it is the outcome of the step. */
const WORST = ['bad', 'unknown', 'waiting', 'started', 'good'] as const satisfies readonly Drilled['outcome'][];

export const worstOf = (drilled: readonly Drilled[]): Drilled['outcome'] =>
  WORST.find((outcome) => drilled.some((each) => each.outcome === outcome)) ?? 'unknown';

/** What a person reads first. */
export const sentenceOf = (drilled: readonly Drilled[]): string =>
  inSentences(...drilled.flatMap((each) => [`${each.database}: ${wordsOf(each)}`]));

function wordsOf(drilled: Drilled): string {
  switch (drilled.outcome) {
    case 'good':
      return 'its newest backup was restored aside, and has what the database had.';
    case 'started':
      return `a restore into ${drilled.copy ?? 'a copy'} was started; the next run looks what became of it.`;
    case 'waiting':
      return `the restore into ${drilled.copy ?? 'a copy'} goes on; the next run looks again.`;
    case 'bad':
      return drilled.findings.map(findingSentence).join(' ');
    case 'unknown':
      return `nobody can tell: ${drilled.says}`;
    default:
      return assertNever(drilled);
  }
}

/** The sentence first, then how each database stands. */
export const summaryOf = (drilled: readonly Drilled[], now: number): Markdown =>
  paragraphs(
    markdown`## Restore drill: ${worstOf(drilled)}`,
    sentenceOf(drilled),
    table(
      ['database', 'outcome', 'backup of', 'documents', 'last good drill'],
      drilled.map((each) => [
        each.database,
        each.outcome,
        each.outcome === 'unknown' || each.backup === undefined ? '' : new Date(each.backup.snapshotAt).toISOString(),
        each.outcome === 'unknown' ? '' : (each.counts?.total ?? ''),
        each.lastGood === undefined
          ? 'none yet'
          : `${Number(((now - each.lastGood) / 86_400_000).toFixed(1))} days ago`,
      ]),
    ),
    bullets(drilled.flatMap((each) => (each.outcome === 'bad' ? each.findings.map(({ code }) => code) : []))),
  );
