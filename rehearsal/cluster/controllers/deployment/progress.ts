import type { DeploymentCondition } from 'kubernetes-types/apps/v1.d.ts';
import { conditionOf, withCondition, withoutCondition } from '../conditions.ts';
import type { Deployment, ReplicaSet } from '../resource.ts';
import type { ReplicaSets } from './replica-sets.ts';
import { completeStatus, type DeploymentStatus, isComplete, progressingOf } from './status.ts';

const NO_DEADLINE = 2 ** 31 - 1;

/** Seconds without progress after which a rollout is reported as stalled; `undefined` when nobody asked. */
export const deadlineOf = ({ spec }: Deployment): number | undefined => {
  const deadline = spec.progressDeadlineSeconds ?? 600;
  return deadline === NO_DEADLINE ? undefined : deadline;
};

export const progressing = (status: string, reason: string, message: string, now: string): DeploymentCondition => ({
  type: 'Progressing',
  status,
  reason,
  message,
  lastUpdateTime: now,
  lastTransitionTime: now,
});

/** The status of a rollout with its Progressing and ReplicaFailure conditions. Progress is: more updated, ready or available
 *  pods, or fewer old ones; each sign of it moves `lastUpdateTime`, from which the deadline counts.
 *  https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#failed-deployment */
export const withRolloutConditions = (
  deployment: Deployment,
  next: DeploymentStatus,
  sets: ReplicaSets,
  now: string,
): DeploymentStatus => ({
  ...next,
  conditions: withReplicaFailure(withProgress(deployment, next, sets.current, now), sets),
});

/** Milliseconds until the deadline has to be looked at; `undefined` when the rollout has ended either way. */
export const untilDeadline = (deployment: Deployment, status: DeploymentStatus, now: number): number | undefined => {
  const deadline = deadlineOf(deployment);
  const condition = progressingOf(completeStatus(deployment));
  if (deadline === undefined || condition?.lastUpdateTime === undefined) return undefined;
  if (isComplete(deployment, status) || condition.reason === 'ProgressDeadlineExceeded') return undefined;
  // One more second, because stored times have no fractions.
  return Math.max(0, Date.parse(condition.lastUpdateTime) + deadline * 1000 - now) + 1000;
};

const withProgress = (
  deployment: Deployment,
  next: DeploymentStatus,
  current: ReplicaSet | undefined,
  now: string,
): readonly DeploymentCondition[] => {
  if (deadlineOf(deployment) === undefined) return withoutCondition(next.conditions, 'Progressing');
  const before = completeStatus(deployment);
  const condition = progressingOf(before);
  const ended = next.replicas === next.updatedReplicas && condition?.reason === 'NewReplicaSetAvailable';
  if (ended) return next.conditions;
  const subject =
    current === undefined ? `Deployment "${deployment.metadata.name}"` : `ReplicaSet "${current.metadata.name}"`;
  if (isComplete(deployment, next)) {
    const done = progressing('True', 'NewReplicaSetAvailable', `${subject} has successfully progressed.`, now);
    return withCondition(next.conditions, done);
  }
  if (isProgress(before, next)) {
    const moving = progressing('True', 'ReplicaSetUpdated', `${subject} is progressing.`, now);
    const since = condition?.status === 'True' ? condition.lastTransitionTime : undefined;
    return [
      ...withoutCondition(next.conditions, 'Progressing'),
      since === undefined ? moving : { ...moving, lastTransitionTime: since },
    ];
  }
  if (!isTimedOut(deployment, next, now)) return next.conditions;
  const stalled = progressing('False', 'ProgressDeadlineExceeded', `${subject} has timed out progressing.`, now);
  return withCondition(next.conditions, stalled);
};

const isProgress = (before: DeploymentStatus, next: DeploymentStatus): boolean =>
  next.updatedReplicas > before.updatedReplicas ||
  next.replicas - next.updatedReplicas < before.replicas - before.updatedReplicas ||
  next.readyReplicas > before.readyReplicas ||
  next.availableReplicas > before.availableReplicas;

const isTimedOut = (deployment: Deployment, next: DeploymentStatus, now: string): boolean => {
  const condition = progressingOf(next);
  if (condition === undefined || condition.reason === 'NewReplicaSetAvailable') return false;
  if (condition.reason === 'ProgressDeadlineExceeded') return true;
  const deadline = deadlineOf(deployment) ?? NO_DEADLINE;
  return Date.parse(condition.lastUpdateTime ?? now) + deadline * 1000 < Date.parse(now);
};

/** A failure of the new ReplicaSet, else of any other: so this condition may speak of an old one. */
const withReplicaFailure = (
  conditions: readonly DeploymentCondition[],
  { current, old }: ReplicaSets,
): readonly DeploymentCondition[] => {
  const failure = [...(current === undefined ? [] : [current]), ...old]
    .map((one) => conditionOf(one.status?.conditions, 'ReplicaFailure'))
    .find((condition) => condition !== undefined);
  if (failure === undefined) return withoutCondition(conditions, 'ReplicaFailure');
  const { lastTransitionTime } = failure;
  return withCondition(conditions, {
    ...failure,
    ...(lastTransitionTime === undefined ? {} : { lastUpdateTime: lastTransitionTime }),
  });
};
