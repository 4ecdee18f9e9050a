import { holds } from '../job/status.ts';
import type { CronJob, Job } from '../resource.ts';

/** Jobs that have ended beyond what is kept, the oldest first, those that succeeded and those that failed each by its limit.
 *  https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#jobs-history-limits */
export const surplus = ({ spec }: Pick<CronJob, 'spec'>, jobs: readonly Job[]): readonly Job[] => [
  ...oldest(jobs, 'Complete', spec.successfulJobsHistoryLimit),
  ...oldest(jobs, 'Failed', spec.failedJobsHistoryLimit),
];

const oldest = (jobs: readonly Job[], end: 'Complete' | 'Failed', limit: number | undefined): readonly Job[] => {
  if (limit === undefined) return [];
  const ended = jobs.filter(({ status }) => holds(status?.conditions, end) !== undefined);
  return ended.toSorted(byStart).slice(0, Math.max(0, ended.length - limit));
};

/** Those that never started come last. */
const byStart = (a: Job, b: Job): number => {
  const [left, right] = [startOf(a), startOf(b)];
  return left === right ? (a.metadata.name < b.metadata.name ? -1 : 1) : left - right;
};

const startOf = ({ status }: Job): number =>
  status?.startTime === undefined ? Number.POSITIVE_INFINITY : Date.parse(status.startTime);
