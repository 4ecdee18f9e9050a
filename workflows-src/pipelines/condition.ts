import { type Branch, branchPrefix } from '../../domain/branch.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { GITHUB, variableValue } from '../language/contexts.ts';
import type { Expression } from '../language/expression.ts';
import type { JobCondition, JobOutput } from '../language/job.ts';
import { and, differs, equals, not, or, startsWith } from '../language/operator.ts';
import { cancelled, type Result } from '../language/status.ts';

/** Whether the run is on a branch that the pattern means. */
export function onBranch(branch: Branch): Expression<boolean, 'github'> {
  const prefix = branchPrefix(branch);
  return prefix === undefined
    ? equals(GITHUB.ref, `refs/heads/${branch.pattern}`)
    : startsWith(GITHUB.ref, `refs/heads/${prefix}`);
}

/** The opposite of `onBranch`. */
export function offBranch(branch: Branch): Expression<boolean, 'github'> {
  return branchPrefix(branch) === undefined
    ? differs(GITHUB.ref, `refs/heads/${branch.pattern}`)
    : not(onBranch(branch));
}

/** Whether the repository says which cloud to use; until then nothing is built or deployed. */
export const configured = ({ registry, cluster }: Delivery): Expression<boolean, 'vars'> =>
  and(differs(variableValue(registry.project), ''), differs(variableValue(cluster.identity.variable), ''));

/** The opposite of `configured`. */
export const notConfigured = ({ registry, cluster }: Delivery): Expression<boolean, 'vars'> =>
  or(equals(variableValue(registry.project), ''), equals(variableValue(cluster.identity.variable), ''));

/** The conditions alone decide: without a status function GitHub would add `success()`, which a skipped ancestor makes false. So
 *  the conditions must ask for every result they rely on. */
export const proceed = (...conditions: readonly JobCondition[]): JobCondition =>
  and<JobCondition['uses'][number]>(not(cancelled()), ...conditions);

/** A job whose result and outcome later jobs ask for. */
export interface Judged {
  readonly result: Expression<Result, 'needs'>;
  readonly outputs: { readonly outcome: JobOutput<Outcome> };
}

/** The job ended well. A job that timed out is `cancelled`, and neither `failure()` nor `cancelled()` is true after it. */
export const succeeded = ({ result }: Pick<Judged, 'result'>): Expression<boolean, 'needs'> =>
  equals(result, 'success');

/** The rollout or verification is complete; a green job alone may also mean that a newer run took over. */
export const complete = (job: Judged): Expression<boolean, 'needs'> =>
  and(succeeded(job), equals(job.outputs.outcome, 'complete'));

/** Complete now, or so already before this run. */
export const settled = (job: Judged): Expression<boolean, 'needs'> =>
  and(succeeded(job), or(equals(job.outputs.outcome, 'complete'), equals(job.outputs.outcome, 'skipped')));
