import type { Problem } from '../../domain/problem.ts';
import type { CallJob } from '../language/call.ts';
import { refusedSecrets } from './refused-words.ts';
import { jobField, type Rule } from './rule.ts';

/** A called workflow gets every input and secret that it requires, and none that it does not know. GitHub would refuse the file as a
 *  whole, and only once it is pushed. */
export const keptInterfaces: Rule = (workflow) =>
  workflow.jobs
    .filter((job): job is CallJob => job.kind === 'call')
    .flatMap((job) => {
      const { inputs, secrets } = job.workflow.call;
      return [
        ...argumentProblems(`${jobField(workflow, job)}.with`, job.with, inputs.definitions),
        // What is no list of secrets has a sentence of its own.
        ...(refusedSecrets(job.secrets) === undefined
          ? argumentProblems(`${jobField(workflow, job)}.secrets`, job.secrets, secrets)
          : []),
      ];
    });

/** Names that are handed over and not declared, and those that are required and missing. */
export const argumentProblems = (
  field: string,
  given: Readonly<Record<string, unknown>>,
  declared: Readonly<Record<string, { readonly required?: boolean }>>,
  who = 'The called workflow',
): readonly Problem[] => [
  ...Object.keys(given)
    .filter((name) => !Object.hasOwn(declared, name))
    .map((name) => ({
      field,
      value: name,
      message: `${who} knows no such name; it has: ${Object.keys(declared).join(', ') || 'none'}.`,
    })),
  ...Object.entries(declared)
    .filter(([name, { required }]) => required && given[name] === undefined)
    .map(([name]) => ({ field, value: name, message: `${who} requires it: hand it over.` })),
];
