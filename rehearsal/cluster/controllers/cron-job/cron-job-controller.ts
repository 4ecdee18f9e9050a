import { sameJson } from '../../storage/frozen.ts';
import { type Controller, type ControlPlane, controllerOf } from '../controller.ts';
import { createEventRecorder } from '../event-recorder.ts';
import { CRON_JOBS, type CronJob, JOBS, type Job, resource, sameResource } from '../resource.ts';
import { createWorkQueue, keyOf, splitKey } from '../work-queue.ts';
import { begun, type CronJobStatus, settled, statusOf, storedStatus, without } from './active.ts';
import { decide, type Start, waitingSince } from './decision.ts';
import { surplus } from './history.ts';
import { createJobWrites } from './job-writes.ts';
import { untilNext } from './missed.ts';
import { jobFor } from './new-job.ts';
import { createTimes } from './times.ts';

/** No timer of a machine waits for a year. */
const LONGEST_WAIT = 86_400_000;

/** Starts Jobs when their time comes, by the cluster's clock.
 *  https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ */
export const createCronJobController = (plane: ControlPlane): Controller => {
  const { store, clock } = plane;
  const cronJobs = resource<CronJob>(store, CRON_JOBS);
  const jobs = resource<Job>(store, JOBS);
  const writes = createJobWrites(jobs, createEventRecorder(plane, 'cronjob-controller'));
  const times = createTimes();
  const schedules = new Map<string, string>();

  const write = (cronJob: CronJob, status: CronJobStatus): void => {
    if (!sameJson(storedStatus(statusOf(cronJob)), storedStatus(status)))
      cronJobs.updateStatus({ ...cronJob, status: storedStatus(status) });
  };
  const lookAgain = (key: string, milliseconds: number | undefined): void => {
    if (milliseconds !== undefined) queue.addAfter(key, Math.min(milliseconds, LONGEST_WAIT));
  };
  const start = (cronJob: CronJob, before: CronJobStatus, { at, replace }: Start): void => {
    const { zone, schedule } = times(cronJob);
    let status = before;
    try {
      for (const { namespace = '', name = '', uid } of replace ? before.active : []) {
        const job = jobs.get(namespace, name);
        const refusal = job === undefined ? undefined : writes.remove(cronJob, job);
        if (refusal !== undefined) throw refusal;
        status = without(status, uid);
      }
      const job = writes.start(cronJob, jobFor(cronJob, at, zone));
      if (job === undefined || status.active.some(({ uid }) => uid === job.metadata.uid)) return;
      status = begun(status, job, at);
      lookAgain(keyOf(cronJob), untilNext(schedule, at, clock.now()));
    } finally {
      write(cronJob, status);
    }
  };
  const sync = (key: string): void => {
    const cronJob = cronJobs.get(...splitKey(key));
    if (cronJob === undefined) return;
    const { name, namespace = '' } = cronJob.metadata;
    const own = jobs.list({ namespace }).filter((job) => isOwn(job, name));
    let kept = statusOf(cronJob);
    for (const job of surplus(cronJob, own))
      if (writes.remove(cronJob, job) === undefined) kept = without(kept, job.metadata.uid);
    const { status, told } = settled(kept, own);
    const decision = decide(cronJob, status, times(cronJob).schedule, clock.now());
    writes.tell(cronJob, [...told, ...decision.told]);
    if (decision.kind === 'start') start(cronJob, status, decision);
    else write(cronJob, status);
    if (decision.kind === 'wait') lookAgain(key, decision.milliseconds);
  };
  const queue = createWorkQueue(clock, sync);

  /** A new schedule waits for its first time; what would have been before it is not made up for at once. */
  const observeCronJob = (type: string, cronJob: CronJob): void => {
    const key = keyOf(cronJob);
    const before = schedules.get(key);
    const now = JSON.stringify([cronJob.spec.schedule, cronJob.spec.timeZone]);
    if (type === 'DELETED') schedules.delete(key);
    else schedules.set(key, now);
    if (type !== 'MODIFIED' || before === now || before === undefined) {
      queue.add(key);
      return;
    }
    const { since } = waitingSince(cronJob, statusOf(cronJob));
    lookAgain(key, untilNext(times(cronJob).schedule, since, clock.now()));
  };

  return {
    observe({ type, key, object }) {
      if (sameResource(key, CRON_JOBS)) observeCronJob(type, cronJobs.typed(object));
      const owner = sameResource(key, JOBS) ? controllerOf(object) : undefined;
      if (owner?.kind === 'CronJob') queue.add(`${object.metadata.namespace ?? ''}/${owner.name}`);
    },
    close: () => queue.close(),
  };
};

const isOwn = (job: Job, name: string): boolean => {
  const owner = controllerOf(job);
  return owner?.kind === 'CronJob' && owner.name === name;
};
