import { expressionsOfStep } from '../language/needs.ts';
import { runsWithRights } from '../language/trigger.ts';
import { type Rule, stepField, stepsIn } from './rule.ts';

/** Where the code of somebody without rights is found. */
const FOREIGN =
  /\bgithub\.(head_ref\b|event\.(pull_request\.(head|merge_commit_sha|number)|workflow_run\.head\w*|issue\.number|number)\b)/;

/** A workflow that somebody without rights starts, and that runs with those of the repository, checks out nothing of theirs: what is checked
 *  out is run sooner or later, by a build, a hook or a test.
 *  @see https://docs.github.com/en/actions/reference/security/secure-use#mitigating-the-risks-of-untrusted-code-checkout */
export const ownCode: Rule = (workflow) =>
  runsWithRights(workflow.on)
    ? stepsIn(workflow)
        .filter(
          ({ step }) => step.kind === 'uses' && step.uses.kind === 'pinned' && step.uses.name === 'actions/checkout',
        )
        .flatMap(({ job, step }) =>
          expressionsOfStep(step)
            .filter(({ place, expression }) => place === 'step with' && FOREIGN.test(expression.code))
            .map(({ expression }) => ({
              field: `${stepField(workflow, job, step)}.with`,
              value: expression.code,
              message:
                'It checks out code of somebody without rights, beside secrets and a token: do that under pull_request, and hand on results.',
            })),
        )
    : [];
