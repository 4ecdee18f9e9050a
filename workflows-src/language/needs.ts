import { workingSteps } from './background.ts';
import type { Expression, Scalar, Structure } from './expression.ts';
import type { Job, StepsJob } from './job.ts';
import type { JobHandle } from './reference.ts';
import { remembered } from './remembered.ts';
import type { Step } from './step.ts';
import { expressionsIn } from './template.ts';
import { type ValueAt, valuesOfJob, valuesOfStep, valuesOfWorkflow } from './values.ts';
import type { Workflow } from './workflow.ts';

/** An expression and the key it stands at. */
export interface Placed extends Omit<ValueAt, 'value'> {
  readonly expression: Expression<Scalar | Structure>;
}

function placedIn(values: readonly ValueAt[]): readonly Placed[] {
  const found: Placed[] = [];
  for (const { place, at, value, step } of values)
    for (const expression of expressionsIn(value))
      found.push(step === undefined ? { place, at, expression } : { place, at, expression, step });
  return found;
}

/** Every expression of a step. */
export const expressionsOfStep = (step: Step): readonly Placed[] => placedIn(valuesOfStep(step));

/** Every expression of a job, its steps' included, in the order of the file. */
export const expressionsOfJob = remembered((job: Job): readonly Placed[] => placedIn(valuesOfJob(job)));

/** Every expression of a workflow. */
export const expressionsOfWorkflow = remembered((workflow: Workflow): readonly Placed[] =>
  placedIn(valuesOfWorkflow(workflow)),
);

/** The jobs that a job waits for: those whose values it uses anywhere, and those named in `after`; sorted by id. */
export const needsOf = remembered((job: Job): readonly JobHandle[] => {
  const used = expressionsOfJob(job)
    .flatMap(({ expression }) => expression.references)
    .filter((reference) => reference.kind === 'job');
  return [...new Set([...used, ...job.after])].sort((a, b) => (a.id < b.id ? -1 : 1));
});

/** Ids of the steps that something in the job refers to; only these are written, and those that somebody chose. */
export const referredSteps = (job: StepsJob): ReadonlySet<string> =>
  new Set([
    ...expressionsOfJob(job)
      .flatMap(({ expression }) => expression.references)
      .filter((reference) => reference.kind === 'step')
      .map(({ id }) => id),
    ...job.steps.flatMap((step) =>
      step.kind === 'wait' ? (step.targets ?? []).map(({ id }) => id) : step.kind === 'cancel' ? [step.target.id] : [],
    ),
    ...workingSteps(job.steps)
      .filter(({ named }) => named)
      .map(({ handle }) => handle.id),
  ]);
