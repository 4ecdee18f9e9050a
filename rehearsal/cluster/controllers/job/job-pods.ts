import { conditionOf } from '../conditions.ts';
import type { Job, Pod } from '../resource.ts';

/** Holds a pod until it is counted. https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-tracking-with-finalizers */
export const FINALIZER = 'batch.kubernetes.io/job-tracking';
export const INDEX = 'batch.kubernetes.io/job-completion-index';
export const FAILURES = 'batch.kubernetes.io/job-index-failure-count';
export const IGNORED_FAILURES = 'batch.kubernetes.io/job-index-ignored-failure-count';

export const isTracked = ({ metadata }: Pick<Pod, 'metadata'>): boolean =>
  metadata.finalizers?.includes(FINALIZER) === true;

export const isIndexed = ({ spec }: Pick<Job, 'spec'>): boolean => spec.completionMode === 'Indexed';

/** The pod's index, if it has one that the Job wants. */
export const indexOf = ({ metadata }: Pick<Pod, 'metadata'>, completions: number): number | undefined => {
  const text = metadata.annotations?.[INDEX];
  if (text === undefined || !/^\d+$/.test(text)) return undefined;
  return Number(text) < completions ? Number(text) : undefined;
};

/** How often pods of this index failed before this one. */
export const failuresBefore = ({ metadata }: Pick<Pod, 'metadata'>, which: 'counted' | 'all'): number => {
  const counted = wholeNumber(metadata.annotations?.[FAILURES]);
  return which === 'counted' ? counted : counted + wholeNumber(metadata.annotations?.[IGNORED_FAILURES]);
};

const wholeNumber = (text: string | undefined): number => (text !== undefined && /^\d+$/.test(text) ? Number(text) : 0);

/** Pods that are on their way out are replaced at once, unless only those count that have failed. */
export const onlyReplacesFailed = ({ spec }: Pick<Job, 'spec'>): boolean =>
  spec.podReplacementPolicy === 'Failed' || spec.podFailurePolicy !== undefined;

export const isFailedPod = ({ metadata, status }: Pod, job: Pick<Job, 'spec'>): boolean => {
  if (status?.phase === 'Failed') return true;
  return !onlyReplacesFailed(job) && metadata.deletionTimestamp !== undefined && status?.phase !== 'Succeeded';
};

/** Told to end, and not ended yet. */
export const isTerminatingPod = ({ metadata, status }: Pod): boolean =>
  metadata.deletionTimestamp !== undefined && status?.phase !== 'Succeeded' && status?.phase !== 'Failed';

/** When the pod ended: its last container, else since when it is not ready, else when it was deleted, else its creation.
 *  kubernetes/pkg/controller/job/backoff_utils.go, getFinishedTime */
export const finishedAt = ({ metadata, spec, status }: Pod): number => {
  const sidecars = new Set(
    (spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always').map(({ name }) => name),
  );
  const ends = [
    ...(status?.containerStatuses ?? []),
    ...(status?.initContainerStatuses ?? []).filter(({ name }) => sidecars.has(name)),
  ].map(({ state }) => state?.terminated?.finishedAt);
  if (ends.length > 0 && ends.every((end) => end !== undefined)) return Math.max(...ends.map((end) => Date.parse(end)));
  const ready = conditionOf(status?.conditions, 'Ready');
  if (ready?.status === 'False' && ready.lastTransitionTime !== undefined) return Date.parse(ready.lastTransitionTime);
  if (metadata.deletionTimestamp !== undefined)
    return Date.parse(metadata.deletionTimestamp) - (metadata.deletionGracePeriodSeconds ?? 0) * 1000;
  return Date.parse(metadata.creationTimestamp ?? '');
};
