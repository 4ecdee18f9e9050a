import type { Schedule } from '../../cron/expression.ts';
import type { CronJob } from '../resource.ts';
import type { CronJobStatus, Told } from './active.ts';
import { unmetTime, untilNext, type Waiting } from './missed.ts';

/** What a look at a CronJob comes to.
 *  - `rest`: nothing more happens until somebody changes it.
 *  - `wait`: it is looked at again after this time.
 *  - `start`: a Job is due for this time; with `replace`, instead of those that are active. */
export type Decision = { readonly told: readonly Told[] } & (
  | { readonly kind: 'rest' }
  | { readonly kind: 'wait'; readonly milliseconds: number | undefined }
  | ({ readonly kind: 'start' } & Start)
);

export interface Start {
  readonly at: number;
  readonly replace: boolean;
}

const TOO_MANY: Told = {
  type: 'warning',
  reason: 'TooManyMissedTimes',
  message: 'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew',
};
const ALREADY_ACTIVE: Told = {
  type: 'normal',
  reason: 'JobAlreadyActive',
  message: 'Not starting job because prior execution is running and concurrency policy is Forbid',
};

/** When a CronJob last had its time, or was made. */
export const waitingSince = ({ metadata, spec }: CronJob, { lastScheduleTime }: CronJobStatus): Waiting => ({
  since: Date.parse(lastScheduleTime ?? metadata.creationTimestamp ?? ''),
  deadline: spec.startingDeadlineSeconds === undefined ? undefined : spec.startingDeadlineSeconds * 1000,
});

/** kubernetes/pkg/controller/cronjob/cronjob_controllerv2.go, syncCronJob, its second half */
export const decide = (cronJob: CronJob, status: CronJobStatus, schedule: Schedule, now: number): Decision => {
  const { metadata, spec } = cronJob;
  if (metadata.deletionTimestamp !== undefined || spec.suspend === true) return { kind: 'rest', told: [] };
  const waiting = waitingSince(cronJob, status);
  const wait = (...told: readonly Told[]): Decision => ({
    kind: 'wait',
    milliseconds: untilNext(schedule, waiting.since, now),
    told,
  });
  const missed = unmetTime(schedule, waiting, now);
  if (missed.kind === 'never') return { kind: 'rest', told: [invalidSchedule(spec.schedule)] };
  if (missed.kind === 'none' || missed.recent === undefined) return wait();
  const many = missed.many ? [TOO_MANY] : [];
  const at = missed.recent;
  if (spec.concurrencyPolicy === 'Forbid' && status.active.length > 0) return wait(...many, ALREADY_ACTIVE);
  return { kind: 'start', at, replace: spec.concurrencyPolicy === 'Replace', told: many };
};

const invalidSchedule = (schedule: string): Told => ({
  type: 'warning',
  reason: 'InvalidSchedule',
  message: `invalid schedule: ${schedule} : time difference between two schedules is less than 1 second`,
});
