import type { ObjectReference } from 'kubernetes-types/core/v1.d.ts';
import { holds, isFinished } from '../job/status.ts';
import type { CronJob, Job } from '../resource.ts';

/** What a CronJob says of its Jobs, with every list present. */
export interface CronJobStatus {
  readonly active: readonly ObjectReference[];
  readonly lastScheduleTime: string | undefined;
  readonly lastSuccessfulTime: string | undefined;
}

/** Something to be told as an event. */
export interface Told {
  readonly type: 'normal' | 'warning';
  readonly reason: string;
  readonly message: string;
}

export const statusOf = ({ status }: Pick<CronJob, 'status'>): CronJobStatus => ({
  active: status?.active ?? [],
  lastScheduleTime: status?.lastScheduleTime,
  lastSuccessfulTime: status?.lastSuccessfulTime,
});

/** Without what is empty, as the API server shows it. */
export const storedStatus = ({ active, lastScheduleTime, lastSuccessfulTime }: CronJobStatus) => ({
  ...(active.length === 0 ? {} : { active: [...active] }),
  ...(lastScheduleTime === undefined ? {} : { lastScheduleTime }),
  ...(lastSuccessfulTime === undefined ? {} : { lastSuccessfulTime }),
});

export const without = (status: CronJobStatus, uid: string | undefined): CronJobStatus => ({
  ...status,
  active: status.active.filter((one) => one.uid !== uid),
});

/** With a Job that was started for a time. */
export const begun = (status: CronJobStatus, { metadata }: Job, at: number): CronJobStatus => {
  const { name, namespace = '', uid = '', resourceVersion = '' } = metadata;
  const reference = { apiVersion: 'batch/v1', kind: 'Job', name, namespace, uid, resourceVersion };
  const lastScheduleTime = `${new Date(at).toISOString().slice(0, 19)}Z`;
  return { ...status, active: [...status.active, reference], lastScheduleTime };
};

/** Takes Jobs that have ended, or are gone, out of the active ones, and notes the last success.
 *  kubernetes/pkg/controller/cronjob/cronjob_controllerv2.go, syncCronJob, its first half */
export const settled = (
  before: CronJobStatus,
  jobs: readonly Job[],
): { readonly status: CronJobStatus; readonly told: readonly Told[] } => {
  const told: Told[] = [];
  let status = before;
  for (const job of jobs) {
    const { name, uid } = job.metadata;
    const isActive = status.active.some((one) => one.uid === uid);
    if (isFinished(job)) {
      if (isActive) {
        status = without(status, uid);
        told.push({ type: 'normal', reason: 'SawCompletedJob', message: sawMessage(job) });
      }
      status = { ...status, lastSuccessfulTime: laterSuccess(status.lastSuccessfulTime, job) };
    } else if (!isActive) {
      const message = `Saw a job that the controller did not create or forgot: ${name}`;
      told.push({ type: 'warning', reason: 'UnexpectedJob', message });
    }
  }
  const known = new Set(jobs.map(({ metadata }) => metadata.uid));
  for (const { name, uid } of status.active) {
    if (known.has(uid)) continue;
    status = without(status, uid);
    told.push({ type: 'normal', reason: 'MissingJob', message: `Active job went missing: ${name}` });
  }
  return { status, told };
};

const sawMessage = ({ metadata, status }: Job): string =>
  `Saw completed job: ${metadata.name}, condition: ${holds(status?.conditions, 'Complete') === undefined ? 'Failed' : 'Complete'}`;

const laterSuccess = (last: string | undefined, { status }: Job): string | undefined => {
  const time = status?.completionTime;
  if (time === undefined || holds(status?.conditions, 'Complete') === undefined) return last;
  return last === undefined || Date.parse(time) > Date.parse(last) ? time : last;
};
