import type { WorkflowText } from './mutation.ts';
import { type Entry, entriesOf, entryOf, type Item, itemsOf } from './source-tree.ts';

/** Jobs of a workflow, in the order of the file. */
export const jobsOf = ({ root }: WorkflowText): readonly Entry[] => entriesOf(entryOf(root, 'jobs')?.value);

/** Steps of all jobs, in the order of the file. */
export const stepsOf = (workflow: WorkflowText): readonly Item[] =>
  jobsOf(workflow).flatMap(({ value }) => itemsOf(entryOf(value, 'steps')?.value));

/** One key of every job that has it. */
export const ofJobs = (workflow: WorkflowText, key: string): readonly Entry[] =>
  jobsOf(workflow).flatMap(({ value }) => entryOf(value, key) ?? []);

/** One key of every step that has it. */
export const ofSteps = (workflow: WorkflowText, key: string): readonly Entry[] =>
  stepsOf(workflow).flatMap(({ value }) => entryOf(value, key) ?? []);

/** Events that start the workflow. */
export const eventsOf = ({ root }: WorkflowText): readonly Entry[] => entriesOf(entryOf(root, 'on')?.value);
