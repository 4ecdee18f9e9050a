import type { Problem } from '../../domain/problem.ts';
import type { Expression } from '../language/expression.ts';
import type { Job } from '../language/job.ts';
import { expressionsOfJob, needsOf } from '../language/needs.ts';
import { jobField, type Rule } from './rule.ts';

/** Outputs of a job that did not succeed are empty, and nothing says so. A job that asks for its status itself may run after one that was
 *  skipped or failed: it asks for success first, or says by `orEmpty` that it can do without. Conditions may ask for what is empty.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#needs-context */
export const presentOutputs: Rule = (workflow) =>
  workflow.jobs.flatMap((job) =>
    job.if?.uses.includes('status') ? outputProblems(jobField(workflow, job), job, job.if) : [],
  );

function outputProblems(field: string, job: Job, condition: Expression): readonly Problem[] {
  const asks = condition.binding === 'and' ? condition.operands : [condition.code];
  const unsure = needsOf(job).filter(({ id }) => !asks.includes(`needs.${id}.result == 'success'`));
  const read = expressionsOfJob(job).filter(({ place, expression }) => place !== 'job if' && !expression.mayBeEmpty);
  return unsure.flatMap(({ id }) => {
    const found = read.find(({ expression }) => expression.code.includes(`needs.${id}.outputs.`));
    return found === undefined
      ? []
      : [
          {
            field,
            value: found.expression.code,
            message: `It may run although "${id}" was skipped or has failed, and then this is empty (${found.at}): let its if ask for success, or say orEmpty(…).`,
          },
        ];
  });
}
