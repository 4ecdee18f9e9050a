import type { Problem } from '../../domain/problem.ts';
import type { Job } from '../language/job.ts';
import { expressionsOfJob, needsOf } from '../language/needs.ts';
import type { JobHandle, Reference } from '../language/reference.ts';
import type { Step } from '../language/step.ts';
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

const NONE: readonly never[] = [];

function unknownSteps(workflow: Workflow, job: Job): readonly Problem[] {
  if (job.kind === 'call') return NONE;
  const message = 'This step does not stand above in the same job: its outputs are empty here.';
  const places = placesOf(job.steps);
  const unknown: { readonly step: Step | undefined; readonly id: string }[] = [];
  for (const { place, step, expression } of expressionsOfJob(job)) {
    if (step === undefined && place !== 'job outputs') continue;
    for (const reference of expression.references)
      if (reference.kind === 'step' && !isAbove(reference, step, places)) unknown.push({ step, id: reference.id });
  }
  if (unknown.length === 0) return NONE;
  return [
    ...unknown.flatMap(({ step, id }) =>
      step === undefined ? [] : [{ field: stepField(workflow, job, step), value: id, message }],
    ),
    ...unknown
      .filter(({ step }) => step === undefined)
      .map(({ id }) => ({ field: `${jobField(workflow, job)}.outputs`, value: id, message })),
  ];
}

/** Where each step stands from above; those of a group stand where it does. */
function placesOf(steps: readonly Step[]): ReadonlyMap<Reference, number> {
  const places = new Map<Reference, number>();
  steps.forEach((step, place) => {
    for (const { handle } of step.kind === 'parallel' ? step.steps : [step])
      if (!places.has(handle)) places.set(handle, place);
  });
  return places;
}

/** @param reader `undefined` for outputs of the job, which are read when all steps have ended */
function isAbove(read: Reference, reader: Step | undefined, places: ReadonlyMap<Reference, number>): boolean {
  const place = places.get(read);
  if (place === undefined) return false;
  if (reader === undefined) return true;
  // What stands beside it in a group has a sentence of its own.
  if (reader.kind === 'parallel') return place <= (places.get(reader.steps[0]?.handle ?? read) ?? place);
  return place < (places.get(reader.handle) ?? 0);
}
