import { templateOf } from '../history/revision.ts';
import type { Pod, StatefulSet } from '../resource.ts';
import { memberOf } from './member.ts';
import { isInRange, ordinalOf, sizeOf, startOf } from './ordinals.ts';
import { isUnavailable, type Revisions } from './status.ts';

/** The pods of a set, told apart. */
export interface Members {
  /** One for each ordinal, those that are not there yet as they shall be made. */
  readonly replicas: readonly Pod[];
  /** Beyond the number that is wanted; the highest ordinal first. */
  readonly condemned: readonly Pod[];
  /** By it a scaling down may begin, though others wait. */
  readonly firstUnavailable: Pod | undefined;
}

/** kubernetes/pkg/controller/statefulset/stateful_set_control.go, updateStatefulSet */
export const tellApart = (set: StatefulSet, revisions: Revisions, pods: readonly Pod[], now: number): Members => {
  const numbered = pods.flatMap((pod) => {
    const ordinal = ordinalOf(set, pod);
    return ordinal === undefined ? [] : [{ pod, ordinal }];
  });
  const byOrdinal = new Map(numbered.map(({ pod, ordinal }) => [ordinal, pod]));
  const start = startOf(set);
  const replicas = Array.from(
    { length: sizeOf(set) },
    (_, index) => byOrdinal.get(start + index) ?? missing(set, revisions, start + index),
  );
  const condemned = numbered
    .filter(({ ordinal }) => !isInRange(set, ordinal))
    .sort((a, b) => b.ordinal - a.ordinal)
    .map(({ pod }) => pod);
  const firstUnavailable = [...replicas, ...condemned.toReversed()].find((pod) =>
    isUnavailable(pod, set.spec.minReadySeconds ?? 0, now),
  );
  return { replicas, condemned, firstUnavailable };
};

/** A member below the partition is made of the current template, as one that was replaced there must be what it was; without a
 *  partition as many are as the status still counts of it. */
const missing = (set: StatefulSet, { current, update }: Revisions, ordinal: number): Pod => {
  const { updateStrategy } = set.spec;
  const rolling = updateStrategy?.rollingUpdate;
  const kept =
    rolling === undefined
      ? updateStrategy?.type === 'RollingUpdate' && (set.status?.currentReplicas ?? 0)
      : (rolling.partition ?? 0);
  const revision = ordinal < startOf(set) + Number(kept) ? current : update;
  return memberOf(set, templateOf(revision), revision.metadata.name, ordinal);
};
