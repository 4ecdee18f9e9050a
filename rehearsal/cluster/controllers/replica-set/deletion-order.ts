import { conditionOf } from '../conditions.ts';
import type { Pod } from '../resource.ts';

/** Sorts pods so that those come first whose loss hurts least: without a node, then pending, then not ready, then cheaper
 *  by annotation, then ready for a shorter time, then more often restarted, then younger. Times are compared by order of
 *  magnitude, so that of pods about equally old any one may go.
 *  https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#scaling-a-replicaset */
export const inDeletionOrder = (pods: readonly Pod[], now: number): readonly Pod[] =>
  [...pods].sort((a, b) => {
    for (const rank of RANKS) {
      const difference = rank(a, now) - rank(b, now);
      if (difference !== 0) return difference;
    }
    return (a.metadata.uid ?? '') < (b.metadata.uid ?? '') ? -1 : 1;
  });

/** True for a pod that counts: it has neither ended nor been told to. */
export const isActivePod = ({ metadata, status }: Pod): boolean =>
  status?.phase !== 'Succeeded' && status?.phase !== 'Failed' && metadata.deletionTimestamp === undefined;

export const isReadyPod = ({ status }: Pick<Pod, 'status'>): boolean =>
  conditionOf(status?.conditions, 'Ready')?.status === 'True';

/** Ready for at least `minReadySeconds`.
 *  @returns milliseconds until it is available: 0 when it is, `undefined` when it is not even ready. */
export const untilAvailable = (pod: Pod, minReadySeconds: number, now: number): number | undefined => {
  const since = readySince(pod);
  if (since === undefined) return undefined;
  return minReadySeconds === 0 ? 0 : Math.max(0, since + minReadySeconds * 1000 - now);
};

/** Milliseconds until the next of the pods is available that is ready already; `undefined` when none is on its way. */
export const nextAvailable = (
  pods: readonly Pod[],
  { minReadySeconds = 0 }: { readonly minReadySeconds?: number },
  now: number,
): number | undefined => {
  const waits = pods.flatMap((pod) => untilAvailable(pod, minReadySeconds, now) || []);
  return waits.length === 0 ? undefined : Math.min(...waits);
};

const PHASES: readonly (string | undefined)[] = ['Pending', 'Unknown', 'Running'];
const COST = 'controller.kubernetes.io/pod-deletion-cost';

const RANKS: readonly ((pod: Pod, now: number) => number)[] = [
  ({ spec }) => (spec.nodeName === undefined ? 0 : 1),
  ({ status }) => PHASES.indexOf(status?.phase ?? 'Pending'),
  (pod) => (isReadyPod(pod) ? 1 : 0),
  ({ metadata }) => Number(metadata.annotations?.[COST] ?? 0) || 0,
  (pod, now) => magnitude(now - (readySince(pod) ?? now)),
  ({ status }) => -Math.max(0, ...(status?.containerStatuses ?? []).map((container) => container.restartCount)),
  ({ metadata }, now) => magnitude(now - Date.parse(metadata.creationTimestamp ?? '')),
];

const readySince = ({ status }: Pod): number | undefined => {
  const ready = conditionOf(status?.conditions, 'Ready');
  if (ready?.status !== 'True') return undefined;
  return ready.lastTransitionTime === undefined ? 0 : Date.parse(ready.lastTransitionTime);
};

/** Nanoseconds, as Go counts them, by powers of two. */
const magnitude = (milliseconds: number): number =>
  milliseconds > 0 ? Math.trunc(Math.log2(milliseconds * 1_000_000)) : -1;
