import type { Problem } from '../../domain/problem.ts';
import { workingSteps } from '../language/background.ts';
import type { Job } from '../language/job.ts';
import { expressionsOfJob, expressionsOfStep, needsOf } from '../language/needs.ts';
import type { JobHandle, Reference } from '../language/reference.ts';
import type { Workflow } from '../language/workflow.ts';
import { jobField, type Rule, stepField } from './rule.ts';

/** A job waits only for jobs above it in the same workflow, and a step uses values only of steps above it in the same job. A value of
 *  another workflow's job would be empty when it runs. */
export const knownReferences: Rule = (workflow) => {
  const above = new Set<JobHandle>();
  return workflow.jobs.flatMap((job) => {
    const problems = [...unknownJobs(workflow, job, above), ...unknownSteps(workflow, job)];
    above.add(job.handle);
    return problems;
  });
};

const unknownJobs = (workflow: Workflow, job: Job, above: ReadonlySet<JobHandle>): readonly Problem[] =>
  needsOf(job)
    .filter((need) => !above.has(need))
    .map(({ id }) => ({
      field: `${jobField(workflow, job)}.needs`,
      value: id,
      message: 'There is no such job above it in this workflow: declare it first, or pass the value as an input.',
    }));

function unknownSteps(workflow: Workflow, job: Job): readonly Problem[] {
  if (job.kind === 'call') return [];
  const message = 'This step does not stand above in the same job: its outputs are empty here.';
  const above = new Set<Reference>();
  const steps = job.steps.flatMap((step) => {
    const placed = expressionsOfStep(step);
    if (
      placed.every(({ expression }) => expression.references.every((each) => each.kind === 'job' || above.has(each)))
    ) {
      for (const { handle } of workingSteps([step])) above.add(handle);
      return [];
    }
    const unknown = placed
      .flatMap(({ expression }) => expression.references)
      .filter((reference) => reference.kind === 'step' && !above.has(reference))
      // What stands beside it in a group has a sentence of its own.
      .filter((reference) => step.kind !== 'parallel' || !step.steps.some(({ handle }) => handle === reference))
      .map(({ id }) => ({ field: stepField(workflow, job, step), value: id, message }));
    for (const { handle } of workingSteps([step])) above.add(handle);
    return unknown;
  });
  const outputs = expressionsOfJob(job)
    .filter(({ place }) => place === 'job outputs')
    .flatMap(({ expression }) => expression.references)
    .filter((reference) => reference.kind === 'step' && !above.has(reference))
    .map(({ id }) => ({ field: `${jobField(workflow, job)}.outputs`, value: id, message }));
  return [...steps, ...outputs];
}
