import { type Rule, stepField, stepsIn } from './rule.ts';

/** Commands hold no expression, which would be pasted in before the shell reads them, and in a delivery they are three lines at most:
 *  more is logic, and logic belongs into an action, with types and tests.
 *  @see https://docs.github.com/en/actions/reference/security/secure-use#good-practices-for-mitigating-script-injection-attacks */
export const plainScripts: Rule = (workflow, { delivery }) =>
  stepsIn(workflow).flatMap(({ job, step }) => {
    if (step.kind !== 'run') return [];
    const problem = (message: string) => ({ field: `${stepField(workflow, job, step)}.run`, value: step.run, message });
    return [
      ...(step.run.includes('${{')
        ? [problem('An expression stands in the commands: hand its value over in env.')]
        : []),
      ...(delivery !== undefined && step.run.trim().split('\n').length > 3
        ? [problem('More than three lines of commands: make it an action.')]
        : []),
    ];
  });
