import type { Clock } from '../../clock.ts';
import { StatusError } from '../../object-store.ts';
import type { Pod, StatefulSet } from '../resource.ts';
import type { ClaimKeeper } from './claim-keeper.ts';
import type { MemberWrites } from './member-writes.ts';
import { type Members, tellApart } from './members.ts';
import { isMonotonic, revisionOf } from './ordinals.ts';
import {
  isAvailable,
  isRunningAndReady,
  isUnavailable,
  type Revisions,
  type StatefulSetStatus,
  statusFrom,
} from './status.ts';

/** What one look did. A refusal of the API is told beside the status, which is written all the same. */
export interface Stepped {
  readonly status: StatefulSetStatus;
  readonly refusal: StatusError | undefined;
}

export interface StepsOptions {
  readonly writes: MemberWrites;
  readonly claims: ClaimKeeper;
  readonly clock: Clock;
}

/** Something that has to be waited for before anything else is done. */
const WAIT = true;

/** Brings the pods of a set one step nearer to what it wants.
 *  https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#deployment-and-scaling-guarantees
 *  kubernetes/pkg/controller/statefulset/stateful_set_control.go, updateStatefulSet */
export const createSteps = ({ writes, claims, clock }: StepsOptions) => {
  const isSettled = (set: StatefulSet, pod: Pod): boolean =>
    isRunningAndReady(pod) && isAvailable(pod, set.spec.minReadySeconds ?? 0, clock.now());

  /** @returns whether the others have to wait for this one. */
  const processReplica = (set: StatefulSet, pod: Pod): boolean => {
    const { phase } = pod.status ?? {};
    const isLeaving = pod.metadata.deletionTimestamp !== undefined;
    if (phase === 'Failed' || phase === 'Succeeded') {
      // The next one is made when this one is gone.
      if (!isLeaving) writes.remove(set, pod);
      return WAIT;
    }
    if (phase === undefined) {
      if (claims.isStale(set, pod)) return WAIT;
      writes.create(set, pod);
      return isMonotonic(set);
    }
    if (phase === 'Pending') {
      claims.make(set, pod);
      claims.own(set, pod);
    }
    if (isMonotonic(set) && (isLeaving || !isSettled(set, pod))) return WAIT;
    writes.keep(set, pod);
    return false;
  };
  const processCondemned = (set: StatefulSet, pod: Pod, { firstUnavailable }: Members): boolean => {
    if (pod.metadata.deletionTimestamp !== undefined) return isMonotonic(set);
    if (isMonotonic(set) && !isSettled(set, pod) && pod !== firstUnavailable) return WAIT;
    writes.remove(set, pod);
    return WAIT;
  };
  /** Deletes the highest member of an old template, and waits for each new one before the next.
   *  @returns how many went. */
  const update = (set: StatefulSet, { replicas }: Members, { update: wanted }: Revisions): number => {
    const partition = set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
    for (const pod of replicas.slice(partition).toReversed()) {
      if (revisionOf(pod) !== wanted.metadata.name && pod.metadata.deletionTimestamp === undefined) {
        writes.remove(set, pod);
        return 1;
      }
      if (isUnavailable(pod, set.spec.minReadySeconds ?? 0, clock.now())) return 0;
    }
    return 0;
  };
  /** @returns how many members of an old template went. */
  const work = (set: StatefulSet, revisions: Revisions, members: Members): number => {
    const { replicas, condemned } = members;
    if (each(set, replicas, (pod) => processReplica(set, pod))) return 0;
    for (const pod of condemned) claims.own(set, pod);
    if (each(set, condemned, (pod) => processCondemned(set, pod, members))) return 0;
    return set.spec.updateStrategy?.type === 'OnDelete' ? 0 : update(set, members, revisions);
  };

  return (set: StatefulSet, revisions: Revisions, found: readonly Pod[]): Stepped => {
    const now = clock.now();
    if (set.metadata.deletionTimestamp !== undefined)
      return { status: statusFrom(set, revisions, found, now), refusal: undefined };
    const members = tellApart(set, revisions, found, now);
    const status = statusFrom(set, revisions, [...members.replicas, ...members.condemned], now);
    try {
      const gone = work(set, revisions, members);
      return { status: { ...status, currentReplicas: status.currentReplicas - gone }, refusal: undefined };
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      return { status, refusal: error };
    }
  };
};

/** One after the other until one has to be waited for; where the order does not count, all.
 *  @returns whether nothing more is to be done in this look. */
const each = (set: StatefulSet, some: readonly Pod[], work: (pod: Pod) => boolean): boolean => {
  if (isMonotonic(set)) return some.some(work);
  for (const pod of some) work(pod);
  return false;
};
