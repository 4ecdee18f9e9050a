import { type Rule, stepField, stepsIn } from './rule.ts';

/** No checkout leaves the job's token in the working copy, where every later step and every built image could find it.
 *  @see https://github.com/actions/checkout#usage */
export const noLeftCredentials: Rule = (workflow) =>
  stepsIn(workflow)
    .filter(
      ({ step }) =>
        step.kind === 'uses' &&
        step.uses.kind === 'pinned' &&
        step.uses.name === 'actions/checkout' &&
        step.with['persist-credentials'] !== false,
    )
    .map(({ job, step }) => ({
      field: `${stepField(workflow, job, step)}.with.persist-credentials`,
      value: step.kind === 'uses' ? step.with['persist-credentials'] : undefined,
      message: 'Wanted false.',
    }));
