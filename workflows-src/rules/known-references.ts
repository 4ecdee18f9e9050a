import type { Problem } from '../../domain/problem.ts';
import type { Job } from '../language/job.ts';
import { expressionsOfJob, expressionsOfStep, needsOf } from '../language/needs.ts';
import type { Workflow } from '../language/workflow.ts';
import { jobField, type Rule, stepField } from './rule.ts';

/** A job waits only for jobs above it in the same workflow, and a step uses values only of steps above it in the same job. A value of
 *  another workflow's job would be empty when it runs. */
export const knownReferences: Rule = (workflow) =>
  workflow.jobs.flatMap((job, index) => [
    ...unknownJobs(workflow, job, workflow.jobs.slice(0, index)),
    ...unknownSteps(workflow, job),
  ]);

const unknownJobs = (workflow: Workflow, job: Job, above: readonly Job[]): readonly Problem[] =>
  needsOf(job)
    .filter((need) => !above.some(({ handle }) => handle === need))
    .map(({ id }) => ({
      field: `${jobField(workflow, job)}.needs`,
      value: id,
      message: 'There is no such job above it in this workflow: declare it first, or pass the value as an input.',
    }));

function unknownSteps(workflow: Workflow, job: Job): readonly Problem[] {
  if (job.kind === 'call') return [];
  const message = 'This step does not stand above in the same job: its outputs are empty here.';
  const steps = job.steps.flatMap((step, index) =>
    expressionsOfStep(step)
      .flatMap(({ expression }) => expression.references)
      .filter(
        (reference) =>
          reference.kind === 'step' && !job.steps.slice(0, index).some(({ handle }) => handle === reference),
      )
      .map(({ id }) => ({ field: stepField(workflow, job, step), value: id, message })),
  );
  const outputs = expressionsOfJob(job)
    .filter(({ place }) => place === 'job outputs')
    .flatMap(({ expression }) => expression.references)
    .filter((reference) => reference.kind === 'step' && !job.steps.some(({ handle }) => handle === reference))
    .map(({ id }) => ({ field: `${jobField(workflow, job)}.outputs`, value: id, message }));
  return [...steps, ...outputs];
}
