import type { SuccessPolicy } from 'kubernetes-types/batch/v1.d.ts';
import { countOf, type Intervals, overlapOf, parseIndexes } from './indexes.ts';

/** The message of the condition when a rule is met by the indexes that succeeded.
 *  https://kubernetes.io/docs/concepts/workloads/controllers/job/#success-policy */
export const successOf = (
  policy: SuccessPolicy | undefined,
  succeeded: Intervals,
  completions: number,
): string | undefined => {
  if (countOf(succeeded) === 0) return undefined;
  const met = (policy?.rules ?? []).findIndex(({ succeededIndexes, succeededCount }) => {
    if (succeededIndexes === undefined) return succeededCount !== undefined && countOf(succeeded) >= succeededCount;
    const wanted = parseIndexes(succeededIndexes, completions);
    const common = overlapOf(wanted, succeeded);
    if (countOf(wanted) === 0) return false;
    return common === countOf(wanted) || (succeededCount !== undefined && common >= succeededCount);
  });
  return met < 0 ? undefined : `Matched rules at index ${met}`;
};
