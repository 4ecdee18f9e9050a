import { workingSteps } from './background.ts';
import type { Place } from './context.ts';
import type { Expression, Scalar, Structure } from './expression.ts';
import type { Job, StepsJob } from './job.ts';
import type { JobHandle } from './reference.ts';
import { remembered } from './remembered.ts';
import type { Step } from './step.ts';
import { expressionsIn } from './template.ts';
import { type ValueAt, valuesAboveJobs, valuesOfJob, valuesOfStep } from './values.ts';
import type { Workflow } from './workflow.ts';

/** An expression and the key it stands at. */
export interface Placed extends Omit<ValueAt, 'value'> {
  readonly expression: Expression<Scalar | Structure>;
}

function placedIn(values: readonly ValueAt[]): readonly Placed[] {
  const found: Placed[] = [];
  for (const { place, at, value, step } of values)
    for (const expression of expressionsIn(value)) found.push({ place, at, expression, step });
  return found;
}

/** Every expression of a step. */
export const expressionsOfStep = (step: Step): readonly Placed[] => placedIn(valuesOfStep(step));

/** Every expression of a job, its steps' included, in the order of the file. */
export const expressionsOfJob = remembered((job: Job): readonly Placed[] => placedIn(valuesOfJob(job)));

/** Every expression of a workflow. */
export const expressionsOfWorkflow = remembered((workflow: Workflow): readonly Placed[] => [
  ...placedIn(valuesAboveJobs(workflow)),
  ...workflow.jobs.flatMap(expressionsOfJob),
]);

/** Each expression once for each kind of place it stands at: what holds for one holds for all of them, and there are far fewer. */
export const distinctExpressions = remembered((workflow: Workflow): readonly Placed[] => {
  const seen = new Map<Placed['expression'], Set<Place>>();
  return expressionsOfWorkflow(workflow).filter(({ place, expression }) => {
    const places = seen.get(expression);
    if (places?.has(place)) return false;
    if (places === undefined) seen.set(expression, new Set([place]));
    else places.add(place);
    return true;
  });
});

/** The jobs that a job waits for: those whose values it uses anywhere, and those named in `after`; sorted by id. */
export const needsOf = remembered((job: Job): readonly JobHandle[] => {
  const found = new Set<JobHandle>();
  for (const { expression } of expressionsOfJob(job))
    for (const reference of expression.references) if (reference.kind === 'job') found.add(reference);
  for (const handle of job.after) found.add(handle);
  return [...found].sort((a, b) => (a.id < b.id ? -1 : 1));
});

/** Ids of the steps that something in the job refers to; only these are written, and those that somebody chose. */
export function referredSteps(job: StepsJob): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { expression } of expressionsOfJob(job))
    for (const { kind, id } of expression.references) if (kind === 'step') found.add(id);
  for (const step of job.steps)
    for (const { id } of step.kind === 'wait' ? (step.targets ?? []) : step.kind === 'cancel' ? [step.target] : [])
      found.add(id);
  for (const { named, handle } of workingSteps(job.steps)) if (named) found.add(handle.id);
  return found;
}
