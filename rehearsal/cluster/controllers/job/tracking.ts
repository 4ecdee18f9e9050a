import type { Pod } from '../resource.ts';
import type { End } from './end.ts';
import { judgeFailure } from './failure-policy.ts';
import { countOf, hasIndex, indexesText, withIndexes } from './indexes.ts';
import { indexOf, isFailedPod, isTracked } from './job-pods.ts';
import type { JobLook } from './look.ts';
import { addedCondition, condition, type JobStatus } from './status.ts';

/** The most uids that a status holds: it would grow beyond what a server stores. */
const MOST_UNCOUNTED = 500;

/** Pods that have ended, and the status that says so before they are let go. */
export interface Tracked {
  readonly status: JobStatus;
  /** Pods whose finalizer may go once the status is written. */
  readonly released: readonly Pod[];
  /** More ended than fit into one status: the Job is looked at again before it may be finished. */
  readonly isFull: boolean;
}

/** Notes the pods that have ended in the status, where they stay until their finalizers are gone: whoever dies in between
 *  counts each pod once all the same.
 *  kubernetes/pkg/controller/job/job_controller.go, trackJobStatusAndRemoveFinalizers */
export const track = (look: JobLook, before: JobStatus, end: End | undefined): Tracked => {
  const { job, indexes } = look;
  const released: Pod[] = [];
  const succeeded = [...before.uncounted.succeeded];
  const failed = [...before.uncounted.failed];
  const indexesNow: number[] = [];
  let isFull = false;
  for (const pod of byIndex(look)) {
    if (isFull || !isTracked(pod) || !mayBeReleased(look, pod, end)) continue;
    released.push(pod);
    const uid = pod.metadata.uid ?? '';
    const index = indexes === undefined ? undefined : indexOf(pod, indexes.completions);
    const isWanted = indexes === undefined || index !== undefined;
    if (pod.status?.phase === 'Succeeded' && !failed.includes(uid)) {
      if (indexes === undefined && !succeeded.includes(uid)) succeeded.push(uid);
      if (index !== undefined && !hasIndex(indexes?.counted, index)) indexesNow.push(index);
    } else if (
      (isFailedPod(pod, job) || end?.kind === 'failure') &&
      isWanted &&
      !failed.includes(uid) &&
      judgeFailure(job.spec.podFailurePolicy, pod).counts
    ) {
      failed.push(uid);
    }
    isFull = indexesNow.length + succeeded.length + failed.length >= MOST_UNCOUNTED;
  }
  const noted = { ...before, uncounted: { succeeded, failed } };
  return { status: indexes === undefined ? noted : withIndexCounts(noted, look, indexesNow), released, isFull };
};

const withIndexCounts = (status: JobStatus, { indexes }: JobLook, now: readonly number[]): JobStatus => {
  const succeeded = withIndexes(indexes?.succeeded ?? [], now);
  return {
    ...status,
    succeeded: countOf(succeeded),
    completedIndexes: indexesText(succeeded),
    failedIndexes: indexes?.failed === undefined ? undefined : indexesText(indexes.failed),
  };
};

const byIndex = ({ pods, indexes }: JobLook): readonly Pod[] => {
  if (indexes === undefined) return pods;
  const order = (pod: Pod): number => indexOf(pod, indexes.completions) ?? -1;
  return [...pods].sort((a, b) => order(a) - order(b));
};

const mayBeReleased = ({ job, indexes }: JobLook, pod: Pod, end: End | undefined): boolean => {
  const isEnding = job.metadata.deletionTimestamp !== undefined || end !== undefined;
  if (isEnding || pod.status?.phase === 'Succeeded') return true;
  if (!isFailedPod(pod, job)) return false;
  const index = indexes === undefined ? undefined : indexOf(pod, indexes.completions);
  return index === undefined || indexes?.delayed.get(index)?.metadata.uid !== pod.metadata.uid;
};

/** The status in which pods without a finalizer are counted, and no longer waiting to be. */
export const counted = (status: JobStatus, held: ReadonlySet<string>): JobStatus => {
  const { uncounted } = status;
  const succeeded = uncounted.succeeded.filter((uid) => held.has(uid));
  const failed = uncounted.failed.filter((uid) => held.has(uid));
  return {
    ...status,
    succeeded: status.succeeded + uncounted.succeeded.length - succeeded.length,
    failed: status.failed + uncounted.failed.length - failed.length,
    uncounted: { succeeded, failed },
  };
};

/** The interim condition says how the Job will end as soon as that is decided; the last one comes when its pods are gone.
 *  https://kubernetes.io/docs/concepts/workloads/controllers/job/#termination-of-job-pods */
export const withInterim = (status: JobStatus, end: End | undefined, at: string): JobStatus => {
  if (end === undefined || end.isNoted) return status;
  const type = end.kind === 'success' ? 'SuccessCriteriaMet' : 'FailureTarget';
  return { ...status, conditions: addedCondition(status.conditions, condition(type, 'True', end, at)) };
};
