import { cleanSentence } from '../../domain/untrusted-text.ts';
import { describeProgress } from '../../domain/verdict/completion.ts';
import { GRACES } from '../../domain/verdict/graces.ts';
import { kindOf, type Observation } from '../../domain/verdict/observation.ts';
import { viewOf } from '../../domain/verdict/view.ts';
import type { Moment } from '../../engine/rollout/ports/moment.ts';
import { type PodRow, podRow } from '../../engine/rollout/report/pod-row.ts';
import { podCounts } from '../../engine/rollout/report/timeline.ts';
import { aligned } from '../../rehearsal/story/columns.ts';
import type { Tone } from '../../rehearsal/story/paper.ts';

/** One line of the table, and how it is meant. */
export interface TableLine {
  readonly text: string;
  readonly tone: Tone | undefined;
}

const HEAD = ['  pod', 'ready', 'restarts', 'since', 'state'] as const;

/** What a rollout looks like at one moment: each workload with its counts, its new pods (those that are not ready first), and the
 *  last sentence about it. Pure; fits into a terminal of this size, and says how many pods it leaves out. */
export function liveTable(
  moment: Moment,
  status: string,
  now: number,
  size: { readonly columns: number; readonly rows: number },
) {
  const room = Math.max(1, Math.floor((size.rows - 3) / Math.max(1, moment.observations.length)) - 3);
  const lines: TableLine[] = [
    ...moment.observations.flatMap((observation) => workloadLines(observation, now, room)),
    ...(status === '' ? [] : [{ text: `  ${cleanSentence(status)}`, tone: 'quiet' as const }]),
  ];
  return lines
    .slice(0, Math.max(1, size.rows - 1))
    .map((line) => ({ ...line, text: cut(line.text, size.columns - 1) }));
}

function workloadLines(observation: Observation, now: number, room: number): TableLine[] {
  const counts = podCounts(observation);
  const view = viewOf(observation, GRACES);
  const { subject } = observation;
  const title = `${kindOf(subject)} ${subject.name}`;
  if (view === undefined) return [{ text: `${title}  not seen yet`, tone: 'strong' }];
  if (counts === undefined) return [{ text: `${title}  ${describeProgress(view)}`, tone: 'strong' }];
  const { desired, updated, ready, available } = counts;
  const rows = view.pods
    .map((pod) => podRow(pod, now))
    .toSorted((a, b) => Number(isGood(a)) - Number(isGood(b)) || (a.pod < b.pod ? -1 : 1));
  const shown = rows.slice(0, room);
  const [head = '', ...lines] = aligned([
    HEAD,
    ...shown.map(({ pod, ready: containers, restarts, since, state, phase, exitCode }) => [
      `  ${pod}`,
      containers,
      String(restarts),
      since,
      cleanSentence([state || phase, exitCode && `exit code ${exitCode}`].filter(Boolean).join(', ')),
    ]),
  ]);
  return [
    {
      text: `${title}  desired ${desired}  updated ${updated}  ready ${ready}  available ${available}`,
      tone: 'strong',
    },
    ...(shown.length === 0 ? [] : [{ text: head, tone: 'quiet' as const }]),
    ...lines.map((text, index): TableLine => {
      const row = shown[index];
      return { text, tone: row !== undefined && isGood(row) ? 'good' : (row?.restarts ?? 0) > 0 ? 'bad' : undefined };
    }),
    ...(rows.length > shown.length
      ? [{ text: `  … and ${rows.length - shown.length} more`, tone: 'quiet' as const }]
      : []),
  ];
}

const isGood = ({ ready }: PodRow): boolean => {
  const [now, wanted] = ready.split('/');
  return now === wanted;
};
const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, Math.max(0, length - 1))}…`;
