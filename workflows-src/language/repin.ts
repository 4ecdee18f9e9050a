import { type Lock, lockedAction } from '../../catalogue/lock.ts';
import type { Job } from './job.ts';
import type { Step } from './step.ts';
import type { Workflow } from './workflow.ts';

/** A workflow with every action at the commit of another lock, as far as that has it, and with what the action takes there. */
export const repinned = (workflow: Workflow, lock: Lock): Workflow => ({
  ...workflow,
  jobs: workflow.jobs.map(
    (job): Job => ('steps' in job ? { ...job, steps: job.steps.map((step) => atCommit(step, lock)) } : job),
  ),
});

function atCommit(step: Step, lock: Lock): Step {
  if (step.kind !== 'uses' || step.uses.kind !== 'pinned') return step;
  const locked = lockedAction(step.uses.name, lock);
  return locked === undefined
    ? step
    : { ...step, uses: { ...step.uses, sha: locked.sha, version: locked.version }, declared: locked.inputs };
}
