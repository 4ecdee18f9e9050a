import type { Outcome } from '../../domain/outcome.ts';
import type { Evidence } from './evidence.ts';
import type { ProgressLog } from './request.ts';
import { logLine, markdownBlock, markdownText } from './untrusted-text.ts';

export interface ReportInput {
  readonly outcome: Outcome;
  readonly class: string | undefined;
  readonly sentence: string;
  readonly remedy: string | undefined;
  readonly evidence: Evidence | undefined;
  /** Facts for the table below: what, value. */
  readonly facts: readonly (readonly [string, string | undefined])[];
}

/** Markdown of the job summary: the first line says what happened, the second what to do, the rest is the proof. */
export function report({ outcome, sentence, remedy, evidence, facts, ...rest }: ReportInput): string {
  const word = rest.class === undefined ? outcome : `${outcome} (${rest.class})`;
  const known = facts.filter((fact): fact is readonly [string, string] => fact[1] !== undefined && fact[1] !== '');
  return [
    `**${word}**: ${markdownText(sentence)}`,
    ...(remedy === undefined ? [] : [`**Do this**: ${markdownText(remedy)}`]),
    ...(known.length === 0 ? [] : [table(['', ''], known)]),
    ...(evidence === undefined ? [] : evidenceParts(evidence)),
  ]
    .join('\n\n')
    .concat('\n');
}

function evidenceParts({ pods, logs, warnings }: Evidence): string[] {
  return [
    ...(pods.length === 0
      ? []
      : [
          '### Pods',
          table(
            ['Pod', 'Node', 'Phase', 'Ready', 'Restarts', 'State'],
            pods.map(({ pod, node, phase, ready, restarts, state }) => [
              pod,
              node,
              phase,
              ready,
              String(restarts),
              state,
            ]),
          ),
        ]),
    ...logs.flatMap(({ pod, container, run, lines }) => [
      `### Last lines of ${markdownText(container)} in ${markdownText(pod)}${run === 'previous' ? ', the run before' : ''}`,
      markdownBlock(lines),
    ]),
    ...(warnings.length === 0
      ? []
      : [
          '### Warnings',
          table(
            ['Reason', 'Times', 'Object', 'Message'],
            warnings.map(({ reason, count, object, message }) => [reason, String(count), object, message]),
          ),
        ]),
  ];
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows.map((row) => row.map(markdownText))]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

/** The same proof in the log, folded. */
export function logEvidence({ pods, logs, warnings }: Evidence, log: ProgressLog): void {
  if (pods.length > 0)
    log.group(
      'Pods',
      pods.map(({ pod, phase, ready, restarts, state }) =>
        logLine(`${pod} ${phase} ready ${ready}, ${restarts} restarts ${state}`),
      ),
    );
  for (const { pod, container, run, lines } of logs)
    log.group(
      `Last lines of ${container} in ${pod}${run === 'previous' ? ', the run before' : ''}`,
      lines.map(logLine),
    );
  if (warnings.length > 0)
    log.group(
      'Warnings',
      warnings.map(({ reason, count, object, message }) => logLine(`${count} x ${reason} ${object}: ${message}`)),
    );
}
