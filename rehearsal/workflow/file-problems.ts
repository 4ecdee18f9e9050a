import { BOTH, isTooLong, TOO_LONG } from './concurrency-setting.ts';
import type { JobDefinition, WorkflowDefinition } from './definition.ts';
import { strategyProblems } from './strategy.ts';
import { childOf, inFile, isTrue, literalText, type Token } from './token.ts';

/** GitHub's sentences about a file that its editor services let pass and its server does not, as far as no expression stands in the way.
 *  @see https://github.com/actions/runner src/Sdk/WorkflowParser/Conversion/WorkflowTemplateConverter.cs */
export const fileProblems = (definition: WorkflowDefinition): readonly string[] => [
  ...concurrencyProblems(definition.concurrency),
  ...definition.jobs.flatMap(jobProblems),
  ...idleProblem(definition.jobs),
];

/** @see https://github.com/actions/languageservices/pull/98 for the words */
function idleProblem(jobs: readonly JobDefinition[]): readonly string[] {
  const idle = jobs.flatMap((job) => (job.kind === 'steps' && job.steps.length === 0 ? [job.id] : []));
  if (idle.length === 0) return [];
  return [
    `No steps defined in \`steps\` and no workflow called in \`uses\` for the following jobs: ${idle.join(', ')}`,
  ];
}

const jobProblems = (job: JobDefinition): readonly string[] => [
  ...(job.strategy === undefined ? [] : strategyProblems(job.strategy)),
  ...concurrencyProblems(job.concurrency),
];

function concurrencyProblems(concurrency: Token | undefined): readonly string[] {
  if (concurrency === undefined) return [];
  const group = literalText(concurrency.kind === 'map' ? childOf(concurrency, 'group') : concurrency) ?? '';
  const queue = childOf(concurrency, 'queue');
  const both = literalText(queue) === 'max' && isTrue(childOf(concurrency, 'cancel-in-progress'));
  return [
    ...(isTooLong(group) ? [`${inFile(concurrency.place)}: ${TOO_LONG}`] : []),
    ...(both ? [`${inFile((queue ?? concurrency).place)}: ${BOTH}`] : []),
  ];
}
