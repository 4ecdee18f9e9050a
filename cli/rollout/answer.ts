import { isGreen, type Outcome } from '../../domain/outcome.ts';
import { logSentence } from '../../domain/untrusted-text.ts';
import type { RolloutResult } from '../../engine/rollout/request.ts';
import type { HistoryEntry } from '../../engine/rollout/state/history.ts';
import { bearsMark, imagesOf } from '../../engine/rollout/workload.ts';
import { aligned } from '../../rehearsal/story/columns.ts';
import type { Tone } from '../../rehearsal/story/paper.ts';

/** What a command answers: for people, for programs, and for the shell. */
export interface Answer {
  readonly lines: readonly { readonly text: string; readonly tone?: Tone }[];
  readonly json: unknown;
  readonly exitCode: number;
}

/** As one object, whose lines cannot be commands of GitHub's runner: the report in it has texts of pods.
 *  JSON reads `\u0023` as the sign that it is. */
export const jsonText = (value: unknown): string => JSON.stringify(value, undefined, 2).replaceAll('##[', '#\\u0023[');

type Told = Pick<RolloutResult, 'outcome' | 'class' | 'sentence' | 'remedy' | 'report'> & Partial<RolloutResult>;

/** @param places of the manifests that gave rise to it, `k8s/api.yaml:12` */
export function outcomeAnswer(
  what: Readonly<Record<string, string>>,
  told: Told,
  places: readonly string[] = [],
): Answer {
  const {
    outcome,
    class: code,
    sentence,
    remedy,
    note,
    report,
    image,
    revisionFrom,
    revisionTo,
    secondsToVerdict,
    rollback,
  } = told;
  const word = code === undefined ? outcome : `${outcome} (${code})`;
  return {
    lines: [
      { text: `${isGreen(outcome) ? '✓' : '✗'} ${logSentence(`${word}: ${sentence}`)}`, tone: toneOf(outcome) },
      ...(remedy === undefined ? [] : [{ text: `  Do this: ${logSentence(remedy)}` }]),
      ...(note === undefined ? [] : [{ text: `  ${logSentence(note)}`, tone: 'quiet' as const }]),
      ...places.map((place) => ({ text: `  At ${place}` })),
    ],
    json: {
      ...what,
      outcome,
      class: code,
      sentence,
      remedy,
      note,
      rollback,
      image,
      revisionFrom,
      revisionTo,
      secondsToVerdict,
      places: places.length === 0 ? undefined : places,
      report,
    },
    exitCode: isGreen(outcome) ? 0 : 1,
  };
}

const toneOf = (outcome: Outcome): Tone => (isGreen(outcome) ? 'good' : outcome === 'cancelled' ? 'warning' : 'bad');

/** States of a history as a table. `marked` is the key of the one that gets the mark, and `mark` says what that means. */
export function statesAnswer(
  what: Readonly<Record<string, string>>,
  entries: readonly HistoryEntry[],
  { key, means, none }: { readonly key: string | undefined; readonly means: string; readonly none: string },
): Answer {
  const rows = entries.map((entry) => ({
    digest: entry.key,
    state: entry.state,
    commit: entry.commit,
    at: entry.at,
    images: entry.objects
      .filter(bearsMark)
      .flatMap(imagesOf)
      .map(({ image }) => image),
    [means]: entry.key === key,
  }));
  const table = aligned([
    ['', 'state', 'digest', 'commit', 'since', 'image'],
    ...rows.map(({ digest, state, commit, at, images }) => [
      digest === key ? '→' : '',
      state,
      digest.slice(0, 'sha256:'.length + 12),
      commit?.slice(0, 7) ?? '–',
      at.slice(0, 19).replace('T', ' '),
      images[0] ?? '–',
    ]),
  ]);
  return {
    lines:
      entries.length === 0
        ? [{ text: none }]
        : [
            ...table.map((text, index) => (index === 0 ? { text, tone: 'quiet' as const } : { text })),
            ...(key === undefined ? [] : [{ text: `→ ${means}`, tone: 'quiet' as const }]),
          ],
    json: { ...what, states: rows },
    exitCode: 0,
  };
}
