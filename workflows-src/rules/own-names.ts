import type { Problem } from '../../domain/problem.ts';
import { jobField, type Rule, stepsJobs } from './rule.ts';

const ID = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** Every job of a workflow and every step of a job has an id of its own, and one that GitHub accepts. Ids are made of names, so two
 *  equal names show here. Names of inputs and outputs must be fit for expressions in the same way.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_id */
export const ownNames: Rule = (workflow) => [
  ...idProblems(
    `${workflow.path} > jobs`,
    workflow.jobs.map(({ handle }) => handle.id),
  ),
  ...stepsJobs(workflow).flatMap((job) => [
    ...idProblems(
      `${jobField(workflow, job)}.steps`,
      job.steps.map(({ handle }) => handle.id),
    ),
    ...idProblems(`${jobField(workflow, job)}.outputs`, Object.keys(job.exports)),
  ]),
  ...idProblems(
    `${workflow.path} > inputs`,
    Object.keys((workflow.call?.inputs ?? workflow.dispatch)?.definitions ?? {}),
  ),
  ...idProblems(`${workflow.path} > outputs`, Object.keys(workflow.call?.outputs ?? {})),
];

const idProblems = (field: string, ids: readonly string[]): readonly Problem[] =>
  ids.flatMap((id, index) => [
    ...(ids.indexOf(id) === index
      ? []
      : [{ field, value: id, message: 'Two of them have this id: give one another name.' }]),
    ...(ID.test(id) && id.length <= 100
      ? []
      : [{ field, value: id, message: 'GitHub wants letters, digits, "-" and "_", at most 100, no digit first.' }]),
  ]);
