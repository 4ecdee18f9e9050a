import type { ReplicaSetStatus } from 'kubernetes-types/apps/v1.d.ts';
import type { StatusError } from '../../object-store.ts';
import { matchesLabels } from '../../storage/label-selector.ts';
import { conditionOf, withCondition, withoutCondition } from '../conditions.ts';
import type { Pod, ReplicaSet } from '../resource.ts';
import { isReadyPod, untilAvailable } from './deletion-order.ts';

/** Why pods could not be made or removed. */
export interface Failure {
  readonly reason: 'FailedCreate' | 'FailedDelete';
  readonly error: StatusError;
}

/** What a look at the pods found. */
export interface Look {
  readonly active: readonly Pod[];
  readonly terminating: number;
  readonly failure: Failure | undefined;
  readonly now: number;
  /** `now`, as it is written. */
  readonly at: string;
}

/** `status` of a ReplicaSet. A failure is noted once and stays, with its first message, until a look succeeds. */
export const replicaSetStatus = (replicaSet: ReplicaSet, look: Look): ReplicaSetStatus => {
  const { active, now } = look;
  const { minReadySeconds = 0, template } = replicaSet.spec;
  const labelled = matchesLabels(template?.metadata?.labels ?? {});
  const ready = active.filter(isReadyPod);
  const available = ready.filter((pod) => untilAvailable(pod, minReadySeconds, now) === 0);
  const conditions = conditionsAfter(replicaSet, look);
  const status = {
    replicas: active.length,
    ...nonZero('fullyLabeledReplicas', active.filter(({ metadata }) => labelled(metadata.labels ?? {})).length),
    ...nonZero('readyReplicas', ready.length),
    ...nonZero('availableReplicas', available.length),
    terminatingReplicas: look.terminating,
    observedGeneration: replicaSet.metadata.generation ?? 0,
    ...(conditions.length === 0 ? {} : { conditions }),
  };
  return status;
};

const conditionsAfter = (
  replicaSet: ReplicaSet,
  { failure, at }: Look,
): NonNullable<ReplicaSetStatus['conditions']> => {
  const before = replicaSet.status?.conditions ?? [];
  if (failure === undefined) return withoutCondition(before, 'ReplicaFailure');
  if (conditionOf(before, 'ReplicaFailure') !== undefined) return [...before];
  return withCondition(before, {
    type: 'ReplicaFailure',
    status: 'True',
    lastTransitionTime: at,
    reason: failure.reason,
    message: failure.error.message,
  });
};

const nonZero = <Name extends string>(name: Name, count: number): Partial<Record<Name, number>> =>
  count === 0 ? {} : ({ [name]: count } as Record<Name, number>);
