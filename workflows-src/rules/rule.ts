import type { Lock } from '../../catalogue/lock.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Problem } from '../../domain/problem.ts';
import { workingSteps } from '../language/background.ts';
import type { Job, StepsJob } from '../language/job.ts';
import { remembered } from '../language/remembered.ts';
import type { Step, UsesStep, WorkingStep } from '../language/step.ts';
import type { Workflow } from '../language/workflow.ts';

/** What rules may look up besides the workflow itself. */
export interface Known {
  /** `undefined` for a workflow that belongs to none. */
  readonly delivery: Delivery | undefined;
  readonly lock: Lock;
}

/** Something that holds for every generated workflow. A pure function over the data: what it lets pass is written, what it names is
 *  not. Many mistakes do not compile in the first place; a rule is for those that only the finished whole shows. */
export type Rule = (workflow: Workflow, known: Known) => readonly Problem[];

/** Where a problem is, in words a user can find in the file. */
export const jobField = ({ path }: Workflow, { handle }: Job): string => `${path} > jobs.${handle.id}`;
/** The same for a step, by its name. */
export const stepField = (workflow: Workflow, job: Job, { name }: Step): string =>
  `${jobField(workflow, job)} > "${name}"`;

/** The jobs that have steps of their own. */
export const stepsJobs = ({ jobs }: Workflow): readonly StepsJob[] => jobs.filter((job) => job.kind === 'steps');

/** Every step that does something, with its job; those of groups included. */
export const stepsIn = remembered(
  (workflow: Workflow): readonly { readonly job: StepsJob; readonly step: WorkingStep }[] =>
    stepsJobs(workflow).flatMap((job) => workingSteps(job.steps).map((step) => ({ job, step }))),
);

/** Whether the step runs one of our own actions of these names, wherever they come from. */
export const runsOwn = (step: Step, names: readonly string[]): step is UsesStep => {
  if (step.kind !== 'uses') return false;
  const path = step.uses.kind === 'pinned' ? step.uses.name : step.uses.path.replace('./', '/');
  return names.some((name) => path.endsWith(`/actions/${name}`));
};

/** Whether a job changes what runs in a tier. */
export const writesToTier = (job: Job): job is StepsJob =>
  job.kind === 'steps' && workingSteps(job.steps).some((step) => runsOwn(step, ['rollout', 'rollback']));
