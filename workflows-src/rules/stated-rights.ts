import { type Rule, stepField, stepsIn } from './rule.ts';

/** The commands of GitHub's own client, which can do nothing without a right of the token. */
const CLIENT = /(^|[;&|(\s])gh\s+(?!auth\b|--version|version\b|help\b)[a-z]/m;

/** A step that asks GitHub says what it may do there, and why: the token of a job can do nothing by itself. */
export const statedRights: Rule = (workflow) =>
  stepsIn(workflow)
    .filter(({ step }) => step.kind === 'run' && CLIENT.test(step.run) && step.permissions.length === 0)
    .map(({ job, step }) => ({
      field: `${stepField(workflow, job, step)}.permissions`,
      value: step.kind === 'run' ? step.run : undefined,
      message: 'It calls gh, and its token may do nothing: say permissions: [{ scope, level, why }] at the step.',
    }));
