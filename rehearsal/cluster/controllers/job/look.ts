import { isActivePod, isReadyPod } from '../replica-set/deletion-order.ts';
import type { Job, Pod } from '../resource.ts';
import { type FailureStreak, streakAfter } from './back-off.ts';
import { judgeFailure } from './failure-policy.ts';
import { countOf, hasIndex, type Intervals, parseIndexes, withIndexes } from './indexes.ts';
import {
  failuresBefore,
  finishedAt,
  indexOf,
  isFailedPod,
  isIndexed,
  isTerminatingPod,
  isTracked,
} from './job-pods.ts';
import { type JobStatus, statusOf } from './status.ts';

/** What a look at a Job and its pods found. */
export interface JobLook {
  readonly job: Job;
  readonly status: JobStatus;
  readonly pods: readonly Pod[];
  readonly active: readonly Pod[];
  readonly ready: number;
  readonly terminating: number;
  /** In all, those counted before and those that ended since. */
  readonly succeeded: number;
  readonly failed: number;
  readonly streak: FailureStreak;
  /** Only of an indexed Job. */
  readonly indexes: IndexLook | undefined;
}

export interface IndexLook {
  readonly completions: number;
  /** As the status has them. */
  readonly counted: Intervals;
  readonly succeeded: Intervals;
  /** Only with a back-off limit per index. */
  readonly failed: Intervals | undefined;
  /** The failed pods that stay until their index has another: by them it is known how often it failed. */
  readonly delayed: ReadonlyMap<number, Pod>;
}

/** Counts as the real controller does: a pod counts from its end on, and once.
 *  kubernetes/pkg/controller/job/job_controller.go, syncJob */
export const lookAt = (job: Job, pods: readonly Pod[], before: FailureStreak): JobLook => {
  const status = statusOf(job);
  const active = pods.filter(isActivePod);
  const { uncounted } = status;
  const valid = pods.filter((pod) => isTracked(pod) && hasWantedIndex(pod, job));
  const succeededNow = valid.filter(({ metadata, status: now }) => {
    return now?.phase === 'Succeeded' && !uncounted.succeeded.includes(metadata.uid ?? '');
  });
  const failedNow = valid.filter((pod) => isFailedPod(pod, job) && !uncounted.failed.includes(pod.metadata.uid ?? ''));
  const counting = failedNow.filter((pod) => judgeFailure(job.spec.podFailurePolicy, pod).counts);
  const indexes = isIndexed(job) ? indexesOf(job, status, pods) : undefined;
  return {
    job,
    status,
    pods,
    active,
    ready: active.filter(isReadyPod).length,
    terminating: pods.filter(isTerminatingPod).length,
    succeeded:
      indexes === undefined
        ? status.succeeded + succeededNow.length + uncounted.succeeded.length
        : countOf(indexes.succeeded),
    failed: status.failed + counting.length + uncounted.failed.length,
    streak: streakAfter(before, succeededNow, failedNow),
    indexes,
  };
};

const hasWantedIndex = (pod: Pod, job: Job): boolean =>
  !isIndexed(job) || indexOf(pod, job.spec.completions ?? 0) !== undefined;

const indexesOf = (job: Job, status: JobStatus, pods: readonly Pod[]): IndexLook => {
  const { completions = 0, backoffLimitPerIndex } = job.spec;
  const tracked = pods.filter(isTracked);
  const indexed = (some: readonly Pod[]): readonly number[] => some.flatMap((pod) => indexOf(pod, completions) ?? []);
  const counted = parseIndexes(status.completedIndexes, completions);
  const succeeded = withIndexes(counted, indexed(tracked.filter((pod) => pod.status?.phase === 'Succeeded')));
  if (backoffLimitPerIndex === undefined)
    return { completions, counted, succeeded, failed: undefined, delayed: new Map() };
  const hopeless = tracked.filter((pod) => failsItsIndex(pod, job, backoffLimitPerIndex));
  const failed = withIndexes(parseIndexes(status.failedIndexes, completions), indexed(hopeless));
  const busy = new Set(indexed(pods.filter(isActivePod)));
  const delayed = new Map<number, Pod>();
  for (const pod of tracked.filter((one) => isFailedPod(one, job))) {
    const index = indexOf(pod, completions);
    if (index === undefined || hasIndex(succeeded, index) || hasIndex(failed, index) || busy.has(index)) continue;
    const other = delayed.get(index);
    if (other === undefined || isLater(pod, other)) delayed.set(index, pod);
  }
  return { completions, counted, succeeded, failed, delayed };
};

const failsItsIndex = (pod: Pod, job: Job, limit: number): boolean => {
  if (!isFailedPod(pod, job)) return false;
  const { counts, failsIndex } = judgeFailure(job.spec.podFailurePolicy, pod);
  return failsIndex === true || (counts && failuresBefore(pod, 'counted') >= limit);
};

const isLater = (pod: Pod, other: Pod): boolean =>
  failuresBefore(other, 'all') <= failuresBefore(pod, 'all') && finishedAt(pod) >= finishedAt(other);
