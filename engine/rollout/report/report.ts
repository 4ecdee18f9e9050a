import { counted } from '../../../domain/counted.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import { markdownBlock, markdownText } from '../../../domain/untrusted-text.ts';
import type { Evidence } from './evidence.ts';
import type { Timeline } from './timeline.ts';
import { timelineParts } from './timeline-chart.ts';

export interface ReportInput {
  readonly outcome: Outcome;
  readonly class: string | undefined;
  readonly sentence: string;
  readonly remedy: string | undefined;
  readonly note?: string | undefined;
  readonly evidence: Evidence | undefined;
  /** Where people read all that these pods said. */
  readonly logs?: string | undefined;
  readonly timeline: Timeline;
  /** Facts for the table below: what, value. */
  readonly facts: readonly (readonly [string, string | undefined])[];
}

/** A table of more rows is read by nobody; those that failed come first. */
const POD_ROWS = 50;

/** Markdown of the job summary: the first line says what happened, the second what to do, the rest is the proof.
 *  It stays far below the 1 MiB that GitHub takes: every part of it has a limit of its own. */
export function report({
  outcome,
  sentence,
  remedy,
  note,
  evidence,
  logs,
  timeline,
  facts,
  ...rest
}: ReportInput): string {
  const word = rest.class === undefined ? outcome : `${outcome} (${rest.class})`;
  const known = facts.filter((fact): fact is readonly [string, string] => fact[1] !== undefined && fact[1] !== '');
  return [
    `**${word}**: ${markdownText(sentence)}`,
    ...(remedy === undefined ? [] : [`**Do this**: ${markdownText(remedy)}`]),
    ...(note === undefined ? [] : [markdownText(note)]),
    ...(known.length === 0 ? [] : [table(['', ''], known)]),
    ...(logs === undefined ? [] : [`[All that these pods said, in these minutes](${logs})`]),
    ...(evidence === undefined ? [] : evidenceParts(evidence)),
    ...timelineParts(timeline),
  ]
    .join('\n\n')
    .concat('\n');
}

function evidenceParts({ pods, logs, warnings }: Evidence): string[] {
  return [
    ...podParts(pods),
    ...logs.flatMap(({ pod, container, run, lines }) => [
      `### Last lines of ${markdownText(container)} in ${markdownText(pod)}${run === 'previous' ? ', the run before' : ''}`,
      markdownBlock(lines),
    ]),
    ...(warnings.length === 0
      ? []
      : [
          '### Warnings',
          table(
            ['Reason', 'Times', 'Last', 'Object', 'Message'],
            warnings.map(({ reason, count, age, object, message }) => [
              reason,
              String(count),
              ago(age),
              object,
              message,
            ]),
          ),
        ]),
  ];
}

function podParts(pods: Evidence['pods']): string[] {
  if (pods.length === 0) return [];
  const rows = pods
    .slice(0, POD_ROWS)
    .map(({ pod, node, phase, ready, restarts, state, exitCode, since }) => [
      pod,
      node,
      phase,
      ready,
      String(restarts),
      state,
      exitCode,
      ago(since),
    ]);
  const left = pods.length - rows.length;
  return [
    '### Pods',
    table(['Pod', 'Node', 'Phase', 'Ready', 'Restarts', 'State', 'Exit code', 'Since'], rows),
    ...(left > 0 ? [`${counted(left, 'more pod')} of the new template.`] : []),
  ];
}

const ago = (time: string): string => (time === '' ? '' : `${time} ago`);

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows.map((row) => row.map(markdownText))]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
