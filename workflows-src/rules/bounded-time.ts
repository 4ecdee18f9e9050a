import { jobField, type Rule, stepsJobs } from './rule.ts';

/** Every job ends by itself, in whole minutes and before the six hours that GitHub would let it run.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idtimeout-minutes */
export const boundedTime: Rule = (workflow) =>
  stepsJobs(workflow)
    .filter(({ timeoutMinutes: minutes }) => typeof minutes !== 'object')
    .filter(({ timeoutMinutes: minutes }) => !Number.isInteger(minutes) || Number(minutes) < 1 || Number(minutes) > 360)
    .map((job) => ({
      field: `${jobField(workflow, job)}.timeout-minutes`,
      value: job.timeoutMinutes,
      message: 'Wanted whole minutes from 1 to 360; GitHub cuts fractions off, and half a minute would be none.',
    }));
