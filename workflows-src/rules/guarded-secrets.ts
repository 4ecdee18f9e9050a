import type { StepsJob } from '../language/job.ts';
import { expressionsOfStep } from '../language/needs.ts';
import { jobField, type Rule, stepsJobs } from './rule.ts';

/** A secret goes to one step, of a job that names an environment: the environment decides which branches get it, and no other step of
 *  the job has any use for it.
 *  @see https://docs.github.com/en/actions/reference/security/secure-use#use-secrets-for-sensitive-information */
export const guardedSecrets: Rule = (workflow) =>
  stepsJobs(workflow).flatMap((job) => {
    const field = jobField(workflow, job);
    const found = secretsOf(job);
    return [
      ...(found.length > 0 && job.environment === undefined
        ? [{ field, value: found[0], message: 'A job that gets a secret names the environment that guards it.' }]
        : []),
      ...found
        .filter((code, index) => found.indexOf(code) !== index)
        .map((code) => ({
          field,
          value: code,
          message: 'Two steps get this secret: give it to the one that needs it.',
        })),
    ];
  });

/** Code of each secret, once per step that gets it. */
const secretsOf = ({ steps }: StepsJob): readonly string[] =>
  steps.flatMap((step) => [
    ...new Set(
      expressionsOfStep(step)
        .filter(({ expression }) => expression.uses.includes('secrets'))
        .map(({ expression }) => expression.code),
    ),
  ]);
