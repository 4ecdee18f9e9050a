import type { PodFailurePolicy, PodFailurePolicyRule } from 'kubernetes-types/batch/v1.d.ts';
import type { ContainerStatus } from 'kubernetes-types/core/v1.d.ts';
import type { Pod } from '../resource.ts';

/** What a policy makes of a failed pod. */
export interface FailureJudgement {
  /** Whether the failure counts towards the back-off limits. */
  readonly counts: boolean;
  /** Why the whole Job fails; the message of its condition. */
  readonly failsJob?: string;
  /** The pod's index fails, whatever limit is left. */
  readonly failsIndex?: true;
}

const COUNTED: FailureJudgement = { counts: true };

/** The first rule that matches decides. Without one the failure counts.
 *  https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy */
export const judgeFailure = (policy: PodFailurePolicy | undefined, pod: Pod): FailureJudgement => {
  for (const [index, rule] of (policy?.rules ?? []).entries()) {
    const why = matchOf(rule, pod);
    if (why === undefined) continue;
    switch (rule.action) {
      case 'Ignore':
        return { counts: false };
      case 'FailIndex':
        return { counts: true, failsIndex: true };
      case 'FailJob':
        return { counts: true, failsJob: `${why} matching FailJob rule at index ${index}` };
      default:
        return COUNTED;
    }
  }
  return COUNTED;
};

const matchOf = ({ onExitCodes, onPodConditions }: PodFailurePolicyRule, pod: Pod): string | undefined => {
  const { namespace, name } = pod.metadata;
  if (onExitCodes !== undefined && onExitCodes !== null) {
    const statuses = [...(pod.status?.containerStatuses ?? []), ...(pod.status?.initContainerStatuses ?? [])];
    const found = statuses.find((status) => matchesExit(status, onExitCodes));
    const code = found?.state?.terminated?.exitCode;
    return found === undefined
      ? undefined
      : `Container ${found.name} for pod ${namespace}/${name} failed with exit code ${code}`;
  }
  const condition = (pod.status?.conditions ?? []).find(({ type, status }) =>
    (onPodConditions ?? []).some((pattern) => pattern.type === type && (pattern.status ?? 'True') === status),
  );
  return condition === undefined ? undefined : `Pod ${namespace}/${name} has condition ${condition.type}`;
};

const matchesExit = (
  { name, state }: ContainerStatus,
  { containerName, operator, values }: NonNullable<PodFailurePolicyRule['onExitCodes']>,
): boolean => {
  const code = state?.terminated?.exitCode;
  if (code === undefined || code === 0 || (containerName !== undefined && containerName !== name)) return false;
  return values.includes(code) === (operator === 'In');
};
