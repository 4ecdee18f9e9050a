import { generatedFrom } from '../../domain/generated-file.ts';
import type { Runbook, Severity } from './alert.ts';

export interface PageOf {
  readonly name: string;
  readonly severity: Severity;
  readonly runbook: Runbook;
}

/** What the page takes as its example: whoever reads it puts in what the alert names. */
export interface Example {
  readonly namespace: string;
  readonly service: string;
}

const WHAT_TO_DO: Readonly<Record<Severity, string>> = {
  critical: 'Somebody is woken, in the tier that users reach; elsewhere it is a ticket.',
  warning: 'It is a ticket: nobody is woken.',
  none: 'Nobody is told.',
};

/** The page that somebody reads who has been woken. @param silence how it is silenced, by whoever judges it */
export const runbookPage = (
  { name, severity, runbook }: PageOf,
  {
    source,
    example,
    silence,
  }: { readonly source: string; readonly example: Example; readonly silence: readonly string[] },
): string =>
  [
    `<!-- ${generatedFrom(source)} -->`,
    `# ${name}`,
    '',
    `Severity: ${severity}. ${WHAT_TO_DO[severity]}`,
    '',
    '## Meaning',
    runbook.meaning,
    '',
    '## Impact',
    runbook.impact,
    '',
    '## First commands',
    'They only read. Say the namespace and the service that the alert names:',
    '',
    ...shell([`NAMESPACE=${example.namespace} SERVICE=${example.service}`]),
    '',
    ...runbook.commands.flatMap(({ line, shows }, index) => [
      `${index + 1}. Shows ${shows}:`,
      '',
      ...shell([line]),
      '',
    ]),
    '## Diagnosis',
    'The alert itself leads to its panel (`dashboard_url`) and to the logs (`logs_url`).',
    '',
    ...steps(runbook.diagnosis),
    '',
    '## Mitigation',
    ...steps(runbook.mitigation),
    '',
    '## Silence',
    'For two hours, and with a reason, when somebody is at it:',
    '',
    ...shell(silence),
    '',
    '## Over',
    runbook.over,
    '',
  ].join('\n');

const steps = (lines: readonly string[]): readonly string[] => lines.map((line, index) => `${index + 1}. ${line}`);

const shell = (lines: readonly string[]): readonly string[] => ['```sh', ...lines, '```'];
