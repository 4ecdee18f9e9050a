import type { StepsJob } from '../language/job.ts';
import { expressionsOfJob, type Placed } from '../language/needs.ts';
import { jobField, type Rule, stepsJobs } from './rule.ts';

/** A secret goes to one step, of a job that names an environment: the environment decides which branches get it, and no other step of
 *  the job has any use for it.
 *  @see https://docs.github.com/en/actions/reference/security/secure-use#use-secrets-for-sensitive-information */
export const guardedSecrets: Rule = (workflow) =>
  stepsJobs(workflow).flatMap((job) => {
    const field = jobField(workflow, job);
    const found = secretsOf(job);
    if (found.length === 0) return [];
    return [
      ...(job.environment === undefined
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
function secretsOf(job: StepsJob): readonly string[] {
  const secrets = expressionsOfJob(job).filter(isSecret);
  return secrets
    .filter(
      ({ step, expression }, index) =>
        !secrets.slice(0, index).some((other) => other.step === step && other.expression.code === expression.code),
    )
    .map(({ expression }) => expression.code);
}

const isSecret = ({ step, expression }: Placed): boolean => step !== undefined && expression.uses.includes('secrets');
