import { generatedFrom } from '../../domain/generated-file.ts';
import type { Runbook, Severity } from './alert.ts';

interface PageOf {
  readonly name: string;
  readonly severity: Severity;
  readonly runbook: Runbook;
}

const WHAT_TO_DO: Readonly<Record<Severity, string>> = {
  critical: 'Somebody is woken, in the tier that users reach; elsewhere it is a ticket.',
  warning: 'It is a ticket: nobody is woken.',
  none: 'Nobody is told.',
};

/** The page that somebody reads who has been woken. */
export const runbookPage = ({ name, severity, runbook }: PageOf, source: string): string =>
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
    '## Diagnosis',
    'The alert itself leads to its panel (`dashboard_url`) and to the logs (`logs_url`).',
    '',
    ...steps(runbook.diagnosis),
    '',
    '## Mitigation',
    ...steps(runbook.mitigation),
    '',
  ].join('\n');

const steps = (lines: readonly string[]): readonly string[] => lines.map((line, index) => `${index + 1}. ${line}`);
