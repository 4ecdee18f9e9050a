import type { Problem } from '../../domain/problem.ts';
import { MAX_LEGS } from '../../domain/waves.ts';
import type { StepsJob } from '../language/job.ts';
import { expressionsOfJob } from '../language/needs.ts';
import { jobField, type Rule, stepsJobs } from './rule.ts';

/** A matrix has legs that GitHub runs, all different, and gives no outputs: they would be those of the leg that happened to end last.
 *  Elsewhere there is no `matrix` to use. Legs that change a tier are cut off by nobody, so only legs one at a time may fail fast.
 *  @see https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations */
export const wholeMatrices: Rule = (workflow) =>
  stepsJobs(workflow).flatMap((job) => {
    const field = `${jobField(workflow, job)}.strategy`;
    return job.matrix === undefined ? strayProblems(field, job) : matrixProblems(field, job, job.matrix);
  });

function strayProblems(field: string, job: StepsJob): readonly Problem[] {
  return expressionsOfJob(job)
    .filter(({ expression }) => expression.uses.includes('matrix'))
    .map(({ expression }) => ({
      field,
      value: expression.code,
      message: 'This job has no matrix: the value is empty.',
    }));
}

function matrixProblems(
  field: string,
  { exports }: StepsJob,
  { legs, maxParallel, failFast }: NonNullable<StepsJob['matrix']>,
): readonly Problem[] {
  const texts = legs.map((leg) => JSON.stringify(leg));
  return [
    ...(legs.length >= 1 && legs.length <= MAX_LEGS
      ? []
      : [{ field: `${field}.matrix`, value: legs.length, message: `GitHub runs 1 to ${MAX_LEGS} jobs of a matrix.` }]),
    ...(new Set(texts).size === texts.length
      ? []
      : [{ field: `${field}.matrix`, value: legs, message: 'Two legs are the same: each needs values of its own.' }]),
    ...(maxParallel === undefined || (Number.isInteger(maxParallel) && maxParallel >= 1)
      ? []
      : [{ field: `${field}.max-parallel`, value: maxParallel, message: 'Wanted a whole number, 1 or more.' }]),
    ...(failFast && maxParallel !== 1
      ? [
          {
            field: `${field}.fail-fast`,
            value: failFast,
            message: 'It would cut off legs half way: set max-parallel 1.',
          },
        ]
      : []),
    ...Object.keys(exports).map((name) => ({
      field: `${field}.matrix`,
      value: name,
      message: 'Outputs of a matrix are those of its last leg: decide in a job after it.',
    })),
  ];
}
