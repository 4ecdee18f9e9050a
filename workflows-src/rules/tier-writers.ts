import type { Problem } from '../../domain/problem.ts';
import type { StepsJob } from '../language/job.ts';
import { needsOf } from '../language/needs.ts';
import { jobField, type Rule, writesToTier } from './rule.ts';

/** A job that changes a tier runs in an environment, one at a time and never cut off half way, and only after what it needs has
 *  succeeded. */
export const tierWriters: Rule = (workflow) =>
  workflow.jobs.filter(writesToTier).flatMap((job) => {
    const field = jobField(workflow, job);
    return [...orderProblems(field, job), ...environmentProblems(field, job), ...resultProblems(field, job)];
  });

/** Two rollouts at once would each see the other's pods as its own failure; a cancelled one leaves the tier between releases. */
const orderProblems = (field: string, { concurrency }: StepsJob): readonly Problem[] =>
  concurrency !== undefined && !concurrency.cancelInProgress && concurrency.queue === 'max'
    ? []
    : [
        {
          field: `${field}.concurrency`,
          value: concurrency,
          message:
            'Wanted a group, cancel-in-progress false and queue max: every rollout of a tier waits for its turn.',
        },
      ];

const environmentProblems = (field: string, { environment }: StepsJob): readonly Problem[] =>
  environment === undefined
    ? [
        {
          field: `${field}.environment`,
          value: environment,
          message: 'Wanted the environment of the tier it writes to.',
        },
      ]
    : [];

/** With a status function GitHub's own `success()` is gone, and with it the only thing that would stop a job after a failed one. */
const resultProblems = (field: string, job: StepsJob): readonly Problem[] =>
  needsOf(job)
    .filter(({ id }) => job.if?.uses.includes('status') && !job.if.code.includes(`needs.${id}.result == 'success'`))
    .map(({ id }) => ({
      field: `${field}.if`,
      value: job.if?.code,
      message: `It asks for its status itself, so it must also ask for needs.${id}.result == 'success'.`,
    }));
